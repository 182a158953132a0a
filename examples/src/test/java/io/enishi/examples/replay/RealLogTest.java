package io.enishi.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.enishi.core.event.CustomerEvent;
import io.enishi.examples.csv.CsvLog;
import io.enishi.examples.csv.CsvMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealLogTest {

    @Test
    void everyInvoiceOfAKnownCustomerInOnlineRetailIsAnEvent() throws IOException {
        CsvLog log = read(RealData.present(RealData.ONLINE_RETAIL), "online-retail");

        assertThat(log.lines()).isEqualTo(541_909);
        assertThat(log.report().counts()).containsExactly(entry("no customer id", 135_080));
        assertThat(log.report().errors()).isZero();
        assertThat(log.events()).hasSize(22_190);
        assertThat(customers(log))
                .isEqualTo(DormantByHand.onlineRetail(RealData.ONLINE_RETAIL).people());
    }

    @Test
    void everyLineOfCdnowIsAnEvent() throws IOException {
        CsvLog log = read(RealData.present(RealData.CDNOW), "cdnow");

        assertThat(log.lines()).isEqualTo(6_919);
        assertThat(log.report().counts()).isEmpty();
        assertThat(log.events()).hasSize(6_919);
        assertThat(customers(log)).isEqualTo(DormantByHand.cdnow(RealData.CDNOW).people());
    }

    /** The same figures came out of a loop in another language. */
    @Test
    void handCountIsRight() throws IOException {
        DormantByHand retail = DormantByHand.onlineRetail(RealData.present(RealData.ONLINE_RETAIL));
        DormantByHand cdnow = DormantByHand.cdnow(RealData.present(RealData.CDNOW));
        assertThat(List.of(retail.people(), retail.entries(), retail.enteredPeople()))
                .containsExactly(4_372, 3_163, 2_685);
        assertThat(List.of(cdnow.people(), cdnow.entries(), cdnow.enteredPeople()))
                .containsExactly(2_357, 3_132, 2_326);
    }

    private static CsvLog read(Path file, String mapping) throws IOException {
        return CsvLog.read(
                Files.newInputStream(file), CsvMapping.parse(Files.readString(Path.of("maps", mapping + ".yaml"))));
    }

    private static long customers(CsvLog log) {
        return log.events().stream().map(CustomerEvent::identifiers).distinct().count();
    }
}
