//! A set of cards of one index, a bit for each.

/// Which cards of an index were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    bits: Vec<u64>,
    length: usize,
}

impl Set {
    /// None of `length` cards.
    pub fn none(length: usize) -> Self {
        Self {
            bits: vec![0; length.div_ceil(64)],
            length,
        }
    }

    /// All of `length` cards.
    pub fn all(length: usize) -> Self {
        let mut set = Self::none(length);
        set.complement();
        set
    }

    /// Adds the card at `place`, if there is one.
    pub fn insert(&mut self, place: usize) {
        if place < self.length
            && let Some(bits) = self.bits.get_mut(place / 64)
        {
            *bits |= 1 << (place % 64);
        }
    }

    /// Keeps what `other` has as well.
    pub fn intersect(&mut self, other: &Self) {
        for (bits, other) in self.bits.iter_mut().zip(&other.bits) {
            *bits &= other;
        }
    }

    /// Adds what `other` has.
    pub fn unite(&mut self, other: &Self) {
        for (bits, other) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= other;
        }
    }

    /// Exchanges what is in it for what is not.
    pub fn complement(&mut self) {
        for bits in &mut self.bits {
            *bits = !*bits;
        }
        let used = self.length % 64;
        if used > 0
            && let Some(last) = self.bits.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }

    /// The places of the cards, in order.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().enumerate().flat_map(|(word, bits)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                (left != 0).then(|| {
                    let bit = left.trailing_zeros() as usize;
                    left &= left - 1;
                    word * 64 + bit
                })
            })
        })
    }
}
