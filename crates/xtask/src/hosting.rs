//! What a static host is told about the site: the policy, how long to keep a file, and the folder
//! to upload.

use std::fs;
use std::path::Path;

use crate::site::{self, SiteError};

/// What pages of this origin may load and run: nothing inline, nothing from elsewhere.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' blob:; media-src 'self' blob:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// How long a browser may keep a file: a hashed name for good, anything else must be asked for
/// again, which costs one short answer when it has not changed.
pub fn caching(path: &str) -> &'static str {
    if site::is_hashed(path) {
        FOR_GOOD
    } else {
        ASK_AGAIN
    }
}

/// Makes the folder to upload: the site with what hosts read beside it.
pub fn distribute(site: &Path, folder: &Path) -> Result<(), SiteError> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(SiteError::at("remove", folder))?;
    }
    fs::create_dir_all(folder).map_err(SiteError::at("make", folder))?;
    let names = site::files(site)?;
    for name in &names {
        let from = site.join(name);
        fs::copy(&from, folder.join(name)).map_err(SiteError::at("copy", &from))?;
    }
    for (name, content) in [("_headers", headers(&names)), (".htaccess", htaccess())] {
        let path = folder.join(name);
        fs::write(&path, content).map_err(SiteError::at("write", &path))?;
    }
    Ok(())
}

/// The file `_headers` of Netlify and Cloudflare Pages. Where two rules fit one path, these hosts
/// differ in what they do, so caching has a rule for each file.
fn headers(names: &[String]) -> String {
    let mut text = format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: no-referrer\n"
    );
    let files = names.iter().map(String::as_str);
    let files = files.filter(|name| !matches!(site::extension(name), "br" | "gz"));
    for name in std::iter::once("").chain(files) {
        text.push_str(&format!("/{name}\n  Cache-Control: {}\n", caching(name)));
    }
    text
}

/// The file `.htaccess` of Apache: the same, and the compressed copies.
fn htaccess() -> String {
    format!(
        r#"AddType application/manifest+json .webmanifest
AddType application/wasm .wasm
AddType text/javascript .js
RemoveType .gz
AddEncoding br .br
AddEncoding gzip .gz
<IfModule mod_headers.c>
  Header set Content-Security-Policy "{POLICY}"
  Header set X-Content-Type-Options "nosniff"
  Header set Referrer-Policy "no-referrer"
  Header set Cache-Control "{ASK_AGAIN}"
  Header merge Vary "Accept-Encoding"
  <FilesMatch "-[0-9a-f]{{12,16}}\.[a-z]+(\.br|\.gz)?$">
    Header set Cache-Control "{FOR_GOOD}"
  </FilesMatch>
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine On
  RewriteCond %{{HTTP:Accept-Encoding}} \bbr\b
  RewriteCond %{{REQUEST_FILENAME}}.br -f
  RewriteRule ^(.+)$ $1.br [L]
  RewriteCond %{{HTTP:Accept-Encoding}} \bgzip\b
  RewriteCond %{{REQUEST_FILENAME}}.gz -f
  RewriteRule ^(.+)$ $1.gz [L]
</IfModule>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_for_good() {
        assert_eq!(caching("/"), "no-cache");
        assert_eq!(caching("/index.html"), "no-cache");
        assert_eq!(caching("/service-worker.js"), "no-cache");
        assert!(caching("/a-0123456789abcdef.js").ends_with("immutable"));
    }

    #[test]
    fn every_file_has_one_rule_for_its_caching() {
        let names = [
            "a-0123456789abcdef.js",
            "a-0123456789abcdef.js.br",
            "index.html",
        ];
        let text = headers(&names.map(str::to_owned));
        assert!(text.starts_with("/*\n  Content-Security-Policy: default-src 'self'; "));
        let (_, rules) = text.split_once("no-referrer\n").expect("the rule for all");
        assert_eq!(
            rules,
            "/\n  Cache-Control: no-cache\n\
             /a-0123456789abcdef.js\n  Cache-Control: public, max-age=31536000, immutable\n\
             /index.html\n  Cache-Control: no-cache\n"
        );
    }

    #[test]
    fn apache_is_told_the_same() {
        let text = htaccess();
        assert!(text.contains(&format!("Content-Security-Policy \"{POLICY}\"")));
        assert!(text.contains(r#"<FilesMatch "-[0-9a-f]{12,16}\.[a-z]+(\.br|\.gz)?$">"#));
        assert!(text.contains("%{REQUEST_FILENAME}.br -f"));
    }
}
