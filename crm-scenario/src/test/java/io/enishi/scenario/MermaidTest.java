package io.enishi.scenario;

import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Message.discount;
import static io.enishi.scenario.Step.await;
import static io.enishi.scenario.Step.branch;
import static io.enishi.scenario.Step.end;
import static io.enishi.scenario.Step.repeat;
import static io.enishi.scenario.Step.send;
import static io.enishi.scenario.Step.waitFor;
import static io.enishi.scenario.Step.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Span;
import org.junit.jupiter.api.Test;

class MermaidTest {

    @Test
    void everyWayIsDrawn() {
        Message mail = advertising("newsletter").by("mail", "hello");
        Scenario scenario = Scenario.named("all-ways")
                .goal("People buy", Check.happened(Conditions.orders()))
                .owner("crm")
                .because("test")
                .start(Entry.on(Conditions.event("customer.registered")))
                .onlyIf(Conditions.permitted("newsletter", "mail"))
                .exit("vip", Check.holds(Conditions.inSegment("vip")))
                .steps(
                        send("offer", mail.orBy("line", "hi").withCoupon(discount("c", "\"20%\"", Span.days(3))))
                                .otherwise(end("nobody there")),
                        await(Check.tapped("offer"), Span.days(7)).then(end("tapped")),
                        branch(when(Check.holds(Conditions.metric("engagement").atLeast(50)), send("rich", mail)))
                                .otherwise(send("plain", mail)),
                        repeat(2, waitFor(Span.months(1), Anchor.entry()), send("monthly", mail)))
                .build();

        assertThat(scenario.mermaid()).isEqualTo("""
                flowchart TD
                  n0(["customer.registered"])
                  n1{"permitted: newsletter on mail"}
                  n0 --> n1
                  n2["send offer by mail: hello, else line: hi; coupon &quot;20%&quot; for 3 days"]
                  n1 -->|"yes"| n2
                  n3(["end: nobody there"])
                  n2 -->|"otherwise"| n3
                  n4[/"wait for tapped &quot;offer&quot;, at most 7 days"/]
                  n2 --> n4
                  n5(["end: tapped"])
                  n4 -->|"came"| n5
                  n6{"engagement &gt;= 50"}
                  n4 -->|"timeout"| n6
                  n7["send rich by mail: hello"]
                  n6 -->|"yes"| n7
                  n8["send plain by mail: hello"]
                  n6 -->|"no"| n8
                  n9{{"repeat 2 times"}}
                  n7 --> n9
                  n8 --> n9
                  n10[/"wait 1 month after entry"/]
                  n9 -->|"each round"| n10
                  n11["send monthly by mail: hello"]
                  n10 --> n11
                  n11 --> n9
                  n12(["end"])
                  n9 -->|"after 2"| n12
                  n13(["goal: People buy"])
                  n14{"any time: orders"} -.-> n13
                  n15(["exit: vip"])
                  n16{"any time: in segment vip"} -.-> n15
                """);
    }
}
