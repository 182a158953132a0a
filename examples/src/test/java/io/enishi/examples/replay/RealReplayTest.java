package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.examples.csv.CsvMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both real logs through the whole engine, against a count by hand. */
class RealReplayTest {

    @Test
    void onlineRetailFallsDormantAsCountedByHand() throws IOException {
        Summary summary = replay(RealData.present(RealData.ONLINE_RETAIL), "maps/online-retail.yaml");
        DormantByHand byHand = DormantByHand.onlineRetail(RealData.ONLINE_RETAIL);

        assertThat(summary.events).isEqualTo(22_190);
        assertThat(summary.people).isEqualTo(byHand.people());
        assertThat(summary.scenario("dormant-any-action").entries).isEqualTo(byHand.entries());
        assertThat(summary.scenario("dormant-any-action").enteredPeople).isEqualTo(byHand.enteredPeople());
    }

    @Test
    void cdnowFallsDormantAsCountedByHand() throws IOException {
        Summary summary = replay(RealData.present(RealData.CDNOW), "maps/cdnow.yaml");
        DormantByHand byHand = DormantByHand.cdnow(RealData.CDNOW);

        assertThat(summary.events).isEqualTo(6_919);
        assertThat(summary.people).isEqualTo(byHand.people());
        assertThat(summary.scenario("dormant-any-action").entries).isEqualTo(byHand.entries());
        assertThat(summary.scenario("dormant-any-action").enteredPeople).isEqualTo(byHand.enteredPeople());
    }

    private static Summary replay(Path log, String map) throws IOException {
        TextFile mapFile = TextFile.read(map);
        CsvMapping mapping = CsvMapping.parse(mapFile.text());
        List<TextFile> rules = new ArrayList<>();
        for (String name : mapping.rules()) {
            rules.add(mapFile.sibling(name));
        }
        Replay replay = new Replay(World.csv(log, mapping), Rules.read(rules), new Stopwatch());
        replay.run(done -> {});
        return new Results(replay).summary();
    }
}
