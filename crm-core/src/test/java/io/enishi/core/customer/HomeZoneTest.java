package io.enishi.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.customer.HomeZone.Source;
import io.enishi.core.value.AttributeValue;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeZoneTest {

    private static final ZoneId SHOP = ZoneId.of("Europe/London");

    private static HomeZone of(Map<String, String> stated) {
        return HomeZone.of(name -> stated.containsKey(name) ? AttributeValue.of(stated.get(name)) : null, SHOP);
    }

    private static HomeZone home(String zone, Source source) {
        return new HomeZone(ZoneId.of(zone), source);
    }

    @Test
    void whatIsStatedComesBeforeTheAddressAndTheAddressBeforeTheShop() {
        assertThat(of(Map.of("zone", "America/Lima", "prefecture", "東京都")))
                .isEqualTo(home("America/Lima", Source.STATED));
        assertThat(of(Map.of("zone", "home", "country", "TW"))).isEqualTo(home("Asia/Taipei", Source.ADDRESS));
        assertThat(of(Map.of())).isEqualTo(home("Europe/London", Source.SHOP));
    }

    @Test
    void anAddressInJapanTellsByItsPrefectureAlone() {
        assertThat(of(Map.of("address", "京都府京都市中京区山本町９９９番地"))).isEqualTo(home("Asia/Tokyo", Source.ADDRESS));
        assertThat(of(Map.of("address", "三番町２番地４"))).isEqualTo(home("Europe/London", Source.SHOP));
        assertThat(of(Map.of("prefecture", "沖縄県", "country", "US"))).isEqualTo(home("Asia/Tokyo", Source.ADDRESS));
    }

    @Test
    void aCountryOfSeveralTimesTellsNothing() {
        assertThat(of(Map.of("country", "US"))).isEqualTo(home("Europe/London", Source.SHOP));
        assertThat(of(Map.of("country", " fr "))).isEqualTo(home("Europe/Paris", Source.ADDRESS));
    }
}
