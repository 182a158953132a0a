package io.enishi.examples.boot3;

import io.enishi.core.Crm;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

// snippet: spring.turns
@Component
class CrmTurns {

    private final Crm crm;

    CrmTurns(Crm crm) {
        this.crm = crm;
    }

    @Scheduled(fixedDelayString = "${crm.pause-between-turns:PT10S}") // on every JVM: they share the work
    void turn() {
        crm.drain(); // decides what was queued
        crm.runDue(); // decides what time has come for
        crm.deliver(); // claims, sends, settles
    }
}
// end
