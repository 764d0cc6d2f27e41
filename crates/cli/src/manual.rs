//! What the program says of itself to shells and to `man`.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::arguments::Arguments;

/// Writes the completions for a shell.
///
/// # Errors
/// What the output says.
pub fn completions(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    // The generator cannot report that its output was closed, so it gets one that never is.
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(shell, &mut command, "waymark", &mut script);
    out.write_all(&script)
}

/// Writes the manual page: the program, then each command as a section of it.
///
/// # Errors
/// What the output says.
pub fn page(out: &mut impl Write) -> io::Result<()> {
    let mut command = Arguments::command();
    command.build();
    let man = Man::new(command.clone());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    write_notes(&command, out)?;
    write_commands(&command, out)
}

/// Writes a section for each command below this one.
fn write_commands(command: &Command, out: &mut impl Write) -> io::Result<()> {
    for sub in command.get_subcommands() {
        if sub.get_name() == "help" {
            continue;
        }
        let name = sub.get_display_name().unwrap_or_default().replace('-', " ");
        writeln!(out, ".SH \"{}\"", name.to_uppercase())?;
        let man = Man::new(sub.clone());
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)?;
        write_notes(sub, out)?;
        write_commands(sub, out)?;
    }
    Ok(())
}

/// Writes what stands below the options in the help, line by line as it stands there.
fn write_notes(command: &Command, out: &mut impl Write) -> io::Result<()> {
    let Some(notes) = command.get_after_long_help() else {
        return Ok(());
    };
    let mut page = Roff::new();
    page.control("SH", ["NOTES"]).control("nf", []);
    for line in notes.to_string().lines() {
        page.text([roman(line)]);
    }
    page.control("fi", []).to_writer(out)
}
