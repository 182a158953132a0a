package io.enishi.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    private static final byte[] SECRET =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final KeyedHash hash = KeyedHash.of(SECRET);

    /** Computed with Python's hmac over the documented layout. */
    @Test
    void isHmacSha256OverLengthsAndBytes() {
        assertThat(HexFormat.of().formatHex(hash.hash("purpose", "縁", "b")))
                .isEqualTo("e7c72d20f21f33038f913a1f26763c193d15cb73e19c1cb1906c9dd5f100f632");
    }

    @Test
    void tellsPartsAndPurposesApart() {
        assertThat(hash.hash("p", "ab", "c")).isNotEqualTo(hash.hash("p", "a", "bc"));
        assertThat(hash.hash("p", "a")).isNotEqualTo(hash.hash("q", "a"));
    }

    @Test
    void anotherSecretGivesAnotherHash() {
        byte[] other = SECRET.clone();
        other[31] ^= 1;

        assertThat(KeyedHash.of(other).hash("p", "a")).isNotEqualTo(hash.hash("p", "a"));
    }

    @Test
    void laterChangesOfTheCallersArrayDoNotMatter() {
        byte[] mine = SECRET.clone();
        KeyedHash kept = KeyedHash.of(mine);
        mine[0] = 99;

        assertThat(kept.hash("p", "a")).isEqualTo(hash.hash("p", "a"));
    }

    @Test
    void aSecretThatIsNoneIsRefused() {
        assertThatThrownBy(() -> KeyedHash.of(new byte[32])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyedHash.of(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret must have at least 16 bytes that are not all zero, but has 3");
    }
}
