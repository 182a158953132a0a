package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.scenario.ScenarioState.Memory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StateCodecTest {

    @Property(tries = 300)
    void bytesReadBackToTheSameState(@ForAll("states") ScenarioState state) {
        byte[] bytes = StateCodec.encode(state);

        assertThat(StateCodec.decode(bytes)).isEqualTo(state);
        assertThat(StateCodec.encode(StateCodec.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void bytesOfFormatOneAreStillRead() {
        SortedMap<String, String> subject = new TreeMap<>();
        subject.put("order", "o-1");
        SortedMap<String, Memory> memory = new TreeMap<>();
        memory.put("offer", new Memory(2, 1, 1_000, "mail"));
        ScenarioState state = new ScenarioState(1, 2, subject, "offer", 3, Long.MAX_VALUE, true, memory);
        String golden = "01"
                + "0000000000000001" // since
                + "0000000000000002" // started
                + "0000000000000003" // arrived
                + "7fffffffffffffff" // due: never
                + "01" // reachable
                + "00056f66666572" // step
                + "0001" + "00056f72646572" + "00036f2d31" // subject
                + "0001" + "00056f66666572" + "00000002" + "00000001" + "00000000000003e8" + "00046d61696c";

        assertThat(HexFormat.of().formatHex(StateCodec.encode(state))).isEqualTo(golden);
        assertThat(StateCodec.decode(HexFormat.of().parseHex(golden))).isEqualTo(state);
    }

    @Property
    void textsAreWrittenAsJavaReadsThem(@ForAll String text) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        new DataOutputStream(expected).writeUTF(text);
        StateWriter writer = new StateWriter();

        writer.writeText(text);

        assertThat(writer.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void textsTooLongToBeReadBackAreRefused() {
        StateWriter writer = new StateWriter();
        writer.writeText("a".repeat(65_535));
        assertThat(writer.toByteArray()).hasSize(65_537);
        for (String tooLong : List.of("a".repeat(65_536), "縁".repeat(21_846))) {
            assertThatThrownBy(() -> writer.writeText(tooLong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 65535 bytes");
        }
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> StateCodec.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StateCodec.decode(new byte[] {2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 1");
    }

    @Provide
    Arbitrary<ScenarioState> states() {
        Arbitrary<String> names = Arbitraries.of("offer", "3.then.1", "a", "休眠");
        Arbitrary<SortedMap<String, String>> subjects =
                Arbitraries.maps(names, names).ofMaxSize(3).map(TreeMap::new);
        Arbitrary<Memory> memories = Combinators.combine(
                        Arbitraries.integers(), Arbitraries.integers(), Arbitraries.longs(), names)
                .as(Memory::new);
        Arbitrary<SortedMap<String, Memory>> memory =
                Arbitraries.maps(names, memories).ofMaxSize(3).map(TreeMap::new);
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        subjects,
                        names,
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        memory)
                .as(ScenarioState::new);
    }
}
