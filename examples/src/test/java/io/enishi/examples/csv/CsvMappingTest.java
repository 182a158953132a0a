package io.enishi.examples.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                        MappingException.class,
                        refused -> assertThat(refused.problems())
                                .anyMatch(problem -> problem.startsWith("source: "))
                                .anyMatch(problem -> problem.startsWith("colour: unknown field"))
                                .anyMatch(problem -> problem.startsWith("layout.delimiter: must be one character"))
                                .anyMatch(problem -> problem.startsWith("layout.charset: "))
                                .anyMatch(
                                        problem -> problem.startsWith("customer.missing: must be one of skip, reject"))
                                .anyMatch(problem -> problem.startsWith("time.zone: "))
                                .anyMatch(problem -> problem.startsWith("time.format: "))
                                .anyMatch(problem -> problem.startsWith("orders.price: missing"))
                                .anyMatch(problem -> problem.startsWith("orders.currency: "))
                                .anyMatch(problem -> problem.startsWith("orders.key: missing"))
                                .anyMatch(problem -> problem.startsWith("orders.cancellation.key-starts-with: missing"))
                                .anyMatch(problem -> problem.startsWith("orders.cancellation.becomes: "))
                                .hasSize(12));
    }

    @Test
    void whatIsNoYamlObjectIsRefused() {
        assertThatThrownBy(() -> CsvMapping.parse("- a\n- b\n")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> CsvMapping.parse("a: [\n")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> CsvMapping.parse("")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> CsvMapping.parse("source: a\nsource: b\n")).hasMessageContaining("uplicate");
    }
}
