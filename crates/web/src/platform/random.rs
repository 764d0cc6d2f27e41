//! Chance: the only place where the application draws random bits.

use waymark_core::id::ReplicaId;

/// A replica id of 64 fresh random bits.
///
/// Every browser that runs WebAssembly has `crypto.getRandomValues`; should it refuse, the bits
/// come from `Math.random`, which is enough to tell two tabs apart.
pub fn replica_id() -> ReplicaId {
    let mut bytes = [0_u8; 8];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        for byte in &mut bytes {
            *byte = (js_sys::Math::random() * 256.0) as u8;
        }
    }
    ReplicaId::from_bits(u64::from_le_bytes(bytes))
}
