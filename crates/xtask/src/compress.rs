//! Compressed copies beside the files of the site, which any static host can send.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::site::{self, SiteError};

/// Writes `name.br` and `name.gz` beside every file that gains from it.
pub fn write_copies(folder: &Path) -> Result<(), SiteError> {
    for name in site::files(folder)? {
        if !site::is_compressible(&name) {
            continue;
        }
        let path = folder.join(&name);
        let content = fs::read(&path).map_err(SiteError::at("read", &path))?;
        for (extension, copy) in [("br", brotli(&content)), ("gz", gzip(&content))] {
            let path = folder.join(format!("{name}.{extension}"));
            copy.and_then(|copy| fs::write(&path, copy))
                .map_err(SiteError::at("write", &path))?;
        }
    }
    Ok(())
}

/// Brotli at its best, with the window that every browser has.
fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut copy, &parameters)?;
    Ok(copy)
}

/// Gzip without a time, so that equal content gives equal copies.
fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn copies_hold_the_content_and_repeat() {
        let content = "the same words, the same words, the same words".as_bytes();
        let packed = brotli(content).expect("memory takes everything");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).expect("it was just packed");
        assert_eq!(unpacked, content);
        assert_eq!(packed, brotli(content).expect("again"));

        let packed = gzip(content).expect("memory takes everything");
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&*packed)
            .read_to_end(&mut unpacked)
            .expect("it was just packed");
        assert_eq!(unpacked, content);
        assert_eq!(packed, gzip(content).expect("again"));
    }
}
