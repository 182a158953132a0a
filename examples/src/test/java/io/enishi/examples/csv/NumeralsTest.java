package io.enishi.examples.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NumeralsTest {

    @Property
    void decimalsReadAsBigDecimalReadsThem(@ForAll @LongRange(min = -999_999_999L, max = 999_999_999L) long minor) {
        assertThat(Numerals.minorUnits(BigDecimal.valueOf(minor, 2).toPlainString(), 2, false))
                .isEqualTo(minor);
        assertThat(Numerals.minorUnits(BigDecimal.valueOf(minor, 2).toPlainString() + "0", 2, false))
                .isEqualTo(minor);
    }

    @Test
    void shortAndMissingDecimalsAreFilledUp() {
        assertThat(Numerals.minorUnits("12.5", 2, false)).isEqualTo(1250);
        assertThat(Numerals.minorUnits("12", 2, false)).isEqualTo(1200);
        assertThat(Numerals.minorUnits(".5", 2, false)).isEqualTo(50);
        assertThat(Numerals.minorUnits("1200", 0, false)).isEqualTo(1200);
    }

    @Test
    void finerDecimalsAreRoundedHalfUpOrRefused() {
        assertThat(Numerals.minorUnits("1.005", 2, true)).isEqualTo(101);
        assertThat(Numerals.minorUnits("1.0049", 2, true)).isEqualTo(100);
        assertThat(Numerals.minorUnits("-1.005", 2, true)).isEqualTo(-101);
        assertThat(Numerals.minorUnits("1.005", 2, false)).isEqualTo(Numerals.TOO_FINE);
    }

    @Test
    void otherTextsAreUnreadable() {
        for (String text : new String[] {"", "-", ".", "1,000", "1e3", "1.2.3", "--1", " 1", "1234567890123"}) {
            assertThat(Numerals.minorUnits(text, 2, true)).as(text).isEqualTo(Numerals.UNREADABLE);
        }
        assertThat(Numerals.whole("1000000")).isEqualTo(Numerals.UNREADABLE);
        assertThat(Numerals.whole("1.5")).isEqualTo(Numerals.UNREADABLE);
        assertThat(Numerals.whole("-80995")).isEqualTo(-80_995);
    }
}
