//! Builds the release application into `target/site`.
//!
//! Trunk compiles and bundles; what a strict Content-Security-Policy and a static host want is
//! done here. The site is assembled beside the old one and takes its place only when it is
//! whole, so a failed build leaves what was there.

use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use waymark_store::bundle::Parted;

use crate::anki_worker;
use crate::compiler::{Compiler, CompilerError};
use crate::compress;
use crate::content::{self, ContentError};
use crate::evidence_worker;
use crate::glue::{self, ProgramError, Shrunk};
use crate::html::{self, HtmlError, Place};
use crate::importer::{self, Workers};
use crate::minify::{Minifier, MinifyError};
use crate::offline::{self, OfflineError};
use crate::process::{self, ProcessError};
use crate::safe_mode::{self, SafeModeError};
use crate::setup::SetupError;
use crate::site::{self, SiteError};
use crate::size::{self, SizeError};
use crate::workspace::{Workspace, WorkspaceError};

/// Why the application was not built.
#[derive(Debug, Error)]
pub enum BuildError {
    /// The tools could not be put on `PATH`.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// It is not known what to tell the compiler.
    #[error(transparent)]
    Compiler(#[from] CompilerError),
    /// The bundled roadmaps are not as they must be.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// Trunk failed; its output says why.
    #[error("cannot compile the application")]
    Trunk(#[source] ProcessError),
    /// Trunk wrote no program.
    #[error("the compiled application has no program, or no JavaScript")]
    NoProgram,
    /// A program apart was not compiled; the output of its compiler says why.
    #[error("cannot compile {name}")]
    Apart {
        /// Its name.
        name: &'static str,
        /// How the compiler ended.
        #[source]
        source: ProcessError,
    },
    /// What was compiled is no program.
    #[error(transparent)]
    Program(#[from] ProgramError),
    /// A tool is missing.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The page is not as it must be.
    #[error(transparent)]
    Page(#[from] HtmlError),
    /// A file of the first page could not be made smaller.
    #[error(transparent)]
    Minify(#[from] MinifyError),
    /// A file of the site could not be read or written.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The site is not ready to work offline.
    #[error(transparent)]
    Offline(#[from] OfflineError),
    /// The site has no safe mode.
    #[error(transparent)]
    SafeMode(#[from] SafeModeError),
    /// The site could not be measured.
    #[error(transparent)]
    Size(#[from] SizeError),
}

/// Builds the application and prints what it weighs.
pub fn build(workspace: &Workspace) -> Result<(), BuildError> {
    eprintln!("compiling the bundled roadmaps");
    let roadmaps = content::compile(&workspace.root)?;
    eprintln!("compiling the application (some minutes the first time)");
    let compiler = Compiler::of_environment(workspace)?;
    let bundle = trunk(workspace, &compiler)?;
    let minifier = Minifier::of(workspace, compiler.purpose());
    shrink(&bundle, &minifier)?;
    join_styles(&bundle)?;
    eprintln!("compiling the worker for Anki packages");
    let anki = anki_worker::build(workspace, &bundle, &compiler)?;
    eprintln!("compiling the worker for the evidence");
    let evidence = evidence_worker::build(workspace, &bundle, &compiler)?;
    eprintln!("compiling the importer");
    let workers = Workers { anki, evidence };
    let importer = importer::build(workspace, &bundle, &compiler, &workers)?;
    finish_page(workspace, &minifier, &bundle, &roadmaps.compiled, &importer)?;
    for (name, source) in &roadmaps.sources {
        let path = bundle.join(name);
        fs::write(&path, source).map_err(SiteError::at("write", &path))?;
    }
    offline::add_files(&workspace.root, &minifier, &bundle)?;
    offline::list(&workspace.root, &bundle)?;
    compress::write_copies(&bundle)?;
    let site = workspace.site();
    remove(&site)?;
    fs::rename(&bundle, &site).map_err(SiteError::at("move the new site to", &site))?;
    print!("{}", size::measure(&site)?);
    Ok(())
}

/// Runs Trunk and returns the folder that it wrote.
fn trunk(workspace: &Workspace, compiler: &Compiler) -> Result<PathBuf, BuildError> {
    let bundle = workspace.target.join("site-unfinished");
    remove(&bundle)?;
    // Trunk copies what wasm-bindgen leaves here, also what an earlier build has left.
    remove(&workspace.target.join("wasm-bindgen"))?;
    let mut trunk = workspace.command("trunk");
    trunk.args(["build", "--release", "--dist"]).arg(&bundle);
    trunk.env("PATH", workspace.path()?);
    // Trunk reads this variable as an option of its own and refuses the usual value 1.
    trunk.env_remove("NO_COLOR");
    compiler.tell(&mut trunk);
    process::show(&mut trunk).map_err(BuildError::Trunk)?;
    Ok(bundle)
}

/// Shrinks the program and its glue, and renames both after their content.
fn shrink(bundle: &Path, minifier: &Minifier) -> Result<(), BuildError> {
    let names = site::files(bundle)?;
    let of = |ending: &str| {
        let mut found = names.iter().filter(|name| name.ends_with(ending));
        found.next().cloned().ok_or(BuildError::NoProgram)
    };
    let (program_name, glue_name) = (of("_bg.wasm")?, of(".js")?);
    let read = |name: &str| {
        let path = bundle.join(name);
        fs::read(&path).map_err(SiteError::at("read", &path))
    };
    let program = read(&program_name)?;
    let Shrunk { program, glue } =
        glue::shrink(&program, &String::from_utf8_lossy(&read(&glue_name)?))?;
    let program = minifier.program(program)?;
    let glue = minifier.module(glue)?;
    let page = String::from_utf8_lossy(&read("index.html")?).into_owned();
    let new_program = site::hashed_name("waymark", &program, "wasm");
    let new_glue = site::hashed_name("waymark", glue.as_bytes(), "js");
    let page = page.replace(&program_name, &new_program);
    let page = page.replace(&glue_name, &new_glue);
    for (old, name, content) in [
        (
            program_name.as_str(),
            new_program.as_str(),
            program.as_slice(),
        ),
        (&glue_name, &new_glue, glue.as_bytes()),
        ("index.html", "index.html", page.as_bytes()),
    ] {
        let path = bundle.join(old);
        fs::remove_file(&path).map_err(SiteError::at("remove", &path))?;
        let path = bundle.join(name);
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(())
}

/// Joins the style sheets: the first screen waits for all of them, and for one request less each.
fn join_styles(bundle: &Path) -> Result<(), SiteError> {
    let index = bundle.join("index.html");
    let page = fs::read_to_string(&index).map_err(SiteError::at("read", &index))?;
    let mut joined = String::new();
    for name in html::style_sheets(&page) {
        let path = bundle.join(name);
        let sheet = fs::read_to_string(&path).map_err(SiteError::at("read", &path))?;
        joined.push_str(&sheet);
        fs::remove_file(&path).map_err(SiteError::at("remove", &path))?;
    }
    let name = site::hashed_name("styles", joined.as_bytes(), "css");
    let page = html::with_one_style_sheet(&page, &name);
    for (path, content) in [(bundle.join(&name), joined), (index, page)] {
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(())
}

/// Makes the page obey its policy, adds the roadmaps, and names the importer.
fn finish_page(
    workspace: &Workspace,
    minifier: &Minifier,
    bundle: &Path,
    roadmaps: &Parted,
    importer: &str,
) -> Result<(), BuildError> {
    let index = bundle.join("index.html");
    let page = fs::read_to_string(&index).map_err(SiteError::at("read", &index))?;
    let page = safe_mode::add(&workspace.root, bundle, &page)?;
    let parted = html::part_bootstrap(&page)?;
    let start = minifier.module(parted.code.clone())?;
    let start_name = site::hashed_name("start", start.as_bytes(), "js");
    let page = parted.loading(&start_name);
    let roadmaps_name = site::hashed_name("roadmaps", &roadmaps.studied, "bin");
    let page = html::point(&page, Place::Roadmaps, &roadmaps_name)?;
    let texts_name = site::hashed_name(offline::TEXTS, &roadmaps.texts, "bin");
    let page = html::point(&page, Place::Texts, &texts_name)?;
    let page = html::point(&page, Place::Importer, importer)?;
    html::check_policy(&page)?;
    for (name, content) in [
        ("index.html", page.as_bytes()),
        (&start_name, start.as_bytes()),
        (&roadmaps_name, &roadmaps.studied),
        (&texts_name, &roadmaps.texts),
    ] {
        let path = bundle.join(name);
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<(), SiteError> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(SiteError::at("remove", folder))?;
    }
    Ok(())
}
