package io.enishi.core.internal.doc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocReaderTest {

    record Step(String send, String channel, Duration after) {
        Step {
            if (send.equals("nothing")) {
                throw new IllegalArgumentException("step must send something, but sends nothing");
            }
        }

        static Step read(DocValue value) {
            return value.mapping(in -> {
                String send = in.name("send");
                String channel = in.name("channel", "mail");
                Duration after = in.duration("after", Duration.ZERO);
                return in.build(() -> new Step(send, channel, after));
            });
        }
    }

    record Plan(String name, List<Step> steps, Step last, Map<String, Long> weights) {
        static Plan read(DocValue value) {
            return value.mapping(in -> {
                String name = in.name("plan");
                List<Step> steps = in.list("steps", Step::read);
                Step last = in.read("last", new Step("bye", "mail", Duration.ZERO), Step::read);
                Map<String, Long> weights = in.entries("weights", DocValue::whole);
                return in.build(() -> new Plan(name, steps, last, weights));
            });
        }
    }

    private static List<Problem> problems(String yaml) {
        return catchThrowableOfType(
                        DefinitionException.class,
                        () -> Document.parseYaml(yaml).read(Plan::read))
                .problems();
    }

    @Test
    void readsAPlan() {
        Plan plan = Document.parseYaml(
                        "plan: p\nsteps:\n  - send: a\n  - {send: b, channel: line, after: 2 days}\nweights: {x: 1}\n")
                .read(Plan::read);
        assertThat(plan)
                .isEqualTo(new Plan(
                        "p",
                        List.of(new Step("a", "mail", Duration.ZERO), new Step("b", "line", Duration.ofDays(2))),
                        new Step("bye", "mail", Duration.ZERO),
                        Map.of("x", 1L)));
    }

    @Test
    void reportsEverythingAtOnceWithPathAndAdvice() {
        List<Problem> problems = problems("""
                plan: Not A Name
                steps:
                  - send: a
                    chanel: line
                  - channel: 3
                    after: 3 months
                  - send: nothing
                weights: {x: 1, y: many}
                extra: true
                """);
        assertThat(problems)
                .extracting(Problem::path)
                .containsExactly(
                        "plan",
                        "steps[0].chanel",
                        "steps[1]",
                        "steps[1].channel",
                        "steps[1].after",
                        "steps[2]",
                        "weights.y",
                        "extra");
        assertThat(problems.get(1))
                .isEqualTo(new Problem("steps[0].chanel", "unknown field (line 4)", "did you mean \"channel\"?"));
        assertThat(problems.get(2).message()).startsWith("field \"send\" is missing");
        assertThat(problems.get(4).advice()).contains("3 days");
        assertThat(problems.get(5).message()).contains("must send something");
        assertThat(problems.get(7).advice()).isEqualTo("use one of plan, steps, last, weights");
    }

    @Test
    void aFieldWithoutValueIsNotAnAbsentField() {
        assertThat(problems("plan:\nsteps: []\n"))
                .containsExactly(new Problem("plan", "has no value (line 1)", "write one, or leave the field out"));
    }

    @Test
    void countsButDoesNotKeepMillionsOfProblems() {
        String yaml = "plan: p\nsteps: [" + "1,".repeat(5_000) + "1]\n";
        assertThat(problems(yaml)).hasSize(200);
    }

    @Test
    void readsEveryKindOfValueAndWritesItBack() {
        String yaml = """
                text: 縁
                whole: 7
                decimal: 2.5
                factor: 1.25
                flag: true
                day: monday
                every: 36 hours
                lasting: 3 months
                at: "09:30"
                since: "2026-04-01"
                zone: Asia/Tokyo
                price: 30000 JPY
                """;
        Node.Mapping read = Document.parseYaml(yaml)
                .read(value -> value.mapping(in -> {
                    String text = in.text("text");
                    long whole = in.whole("whole", 0, 10);
                    BigDecimal decimal = in.decimal("decimal");
                    int factor = in.permille("factor", 1, 2_000);
                    boolean flag = in.flag("flag");
                    DayOfWeek day = in.choice("day", DayOfWeek.class);
                    Duration every = in.duration("every");
                    Period lasting = in.period("lasting");
                    LocalTime at = in.localTime("at");
                    LocalDate on = in.localDate("since");
                    ZoneId zone = in.zone("zone");
                    Money price = in.money("price");
                    return in.build(() -> {
                        assertThat(factor).isEqualTo(1250);
                        assertThat(every).isEqualTo(Duration.ofHours(36));
                        assertThat(at).isEqualTo(LocalTime.of(9, 30));
                        assertThat(price).isEqualTo(Money.yen(30_000));
                        return new DocWriter()
                                .put("text", text)
                                .put("whole", whole)
                                .put("decimal", decimal)
                                .putPermille("factor", factor)
                                .put("flag", flag)
                                .put("day", day)
                                .put("every", every)
                                .put("lasting", lasting)
                                .put("at", at.toString())
                                .put("since", on.toString())
                                .put("zone", zone.getId())
                                .put("price", price)
                                .node();
                    });
                }));
        assertThat(Document.of(read).toYaml()).isEqualTo(yaml);
    }

    @Test
    void refusesValuesOfTheWrongKindEachWithItsPlace() {
        String yaml =
                "a: x\nb: 3 months\nc: 3 days\nd: 25:00\ne: tomorrow\nf: Tokyo\ng: 5 YEN\nh: yes\ni: 1.0001\nj: sun\nk: 11\n";
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> Document.parseYaml(yaml)
                        .read(value -> value.mapping(in -> {
                            in.decimal("a");
                            in.duration("b");
                            in.period("c");
                            in.localTime("d");
                            in.instant("e");
                            in.zone("f");
                            in.money("g");
                            in.flag("h");
                            in.permille("i", 0, 2000);
                            in.choice("j", DayOfWeek.class);
                            in.whole("k", 0, 10);
                            return in.build(Object::new);
                        })));
        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
    }

    @Test
    void headTellsWhatAMappingIs() {
        assertThatThrownBy(() -> Document.parseYaml("countt: 1\n")
                        .read(value -> value.mapping(in -> in.head("condition", List.of("count", "sum")))))
                .hasMessage("no condition begins with \"countt\" (line 1); did you mean \"count\"?");
        assertThatThrownBy(() -> Document.parseYaml("count: 1\nsum: 2\n")
                        .read(value -> value.mapping(in -> in.head("condition", List.of("count", "sum")))))
                .hasMessageContaining("one of count, sum, not several");
    }
}
