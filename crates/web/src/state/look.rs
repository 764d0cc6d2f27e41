//! How this device shows everything: theme, size of text, motion.
//!
//! It is no setting of the learner's, who may want another on another device, so no journal or backup
//! has it. What starts the application reads it as words before anything is painted (`Trunk.toml`), and
//! style sheets ask for these words (`styles/tokens.css`).

/// How this device shows everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In what colours.
    pub theme: Theme,
    /// How large texts are.
    pub size: TextSize,
    /// Whether things move.
    pub motion: Motion,
}

/// In what colours everything is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How large texts are, against what the browser says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Nine tenths of it.
    Small,
    /// As it says.
    #[default]
    Normal,
    /// An eighth more.
    Large,
    /// A quarter more.
    Larger,
    /// Half as much again.
    Largest,
}

/// Whether things move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// As the system says.
    #[default]
    System,
    /// They do not.
    Still,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word that stands for it; none for what holds anyway.
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl TextSize {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Small,
        Self::Normal,
        Self::Large,
        Self::Larger,
        Self::Largest,
    ];

    /// As [`Theme::word`].
    pub const fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Normal => "",
            Self::Large => "large",
            Self::Larger => "larger",
            Self::Largest => "largest",
        }
    }
}

impl Motion {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::System, Self::Still];

    /// As [`Theme::word`].
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Still => "still",
        }
    }
}

/// The one of `all` whose word is among `words`; what holds anyway if there is none.
fn named<T: Copy + Default>(all: &[T], word: fn(T) -> &'static str, words: &str) -> T {
    let mut all = all.iter().copied();
    all.find(|one| words.split(' ').any(|w| !w.is_empty() && w == word(*one)))
        .unwrap_or_default()
}

impl Look {
    /// Reads words. Those of a later version, which mean nothing here, change nothing.
    pub fn of_words(words: &str) -> Self {
        Self {
            theme: named(&Theme::ALL, Theme::word, words),
            size: named(&TextSize::ALL, TextSize::word, words),
            motion: named(&Motion::ALL, Motion::word, words),
        }
    }

    /// The words: `dark larger still`; none of what holds anyway.
    pub fn words(self) -> String {
        let words = [self.theme.word(), self.size.word(), self.motion.word()];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_as_the_same_look() {
        for theme in Theme::ALL {
            for size in TextSize::ALL {
                for motion in Motion::ALL {
                    let look = Look {
                        theme,
                        size,
                        motion,
                    };
                    assert_eq!(Look::of_words(&look.words()), look);
                }
            }
        }
        assert_eq!(Look::default().words(), "");
        assert_eq!(Look::of_words("sepia 3d").words(), "");
        assert_eq!(Look::of_words("still sepia dark").words(), "dark still");
    }
}
