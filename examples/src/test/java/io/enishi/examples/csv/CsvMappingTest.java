package io.enishi.examples.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Scheme;
import io.enishi.examples.csv.CsvMapping.Missing;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CsvMappingTest {

    @Test
    void shortMappingTakesTheUsualForTheRest() {
        CsvMapping mapping = CsvMapping.parse("""
                source: till
                customer: { column: id, missing: reject }
                time: { column: day, zone: Asia/Tokyo }
                orders: { price: yen, currency: JPY }
                """);
        assertThat(mapping.site()).isEqualTo("ec");
        assertThat(mapping.layout().delimiter()).isEqualTo(',');
        assertThat(mapping.customer().scheme()).isEqualTo(Scheme.MEMBER);
        assertThat(mapping.customer().missing()).isEqualTo(Missing.REJECT);
        assertThat(mapping.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(mapping.columns()).containsExactly("day", "id", "yen");
        assertThat(mapping.rules()).isEmpty();
    }

    @Test
    void allProblemsAreReportedAtOnceWithTheirPath() {
        assertThatThrownBy(() -> CsvMapping.parse("""
                        source: Not A Name
                        colour: red
                        layout: { delimiter: "--", charset: UTF-9 }
                        customer: { column: id, missing: perhaps }
                        time: { column: day, zone: Tokyo, format: "{" }
                        orders: { group: key, currency: YEN, cancellation: { becomes: gone } }
                        """))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::path)
                                .containsExactlyInAnyOrder(
                                        "source",
                                        "colour",
                                        "layout.delimiter",
                                        "layout.charset",
                                        "customer.missing",
                                        "time.zone",
                                        "time.format",
                                        "orders.price",
                                        "orders.currency",
                                        "orders.key",
                                        "orders.cancellation.key-starts-with",
                                        "orders.cancellation.becomes"));
    }

    @Test
    void whatIsNoYamlObjectIsRefused() {
        assertThatThrownBy(() -> CsvMapping.parse("- a\n- b\n")).isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> CsvMapping.parse("a: [\n")).isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> CsvMapping.parse("")).isInstanceOf(DefinitionException.class);
        assertThatThrownBy(() -> CsvMapping.parse("source: a\nsource: b\n")).hasMessageContaining("uplicate");
        assertThatThrownBy(() -> CsvMapping.parse("source: &a shop\nsite: *a\n"))
                .hasMessageContaining("anchor or alias");
    }
}
