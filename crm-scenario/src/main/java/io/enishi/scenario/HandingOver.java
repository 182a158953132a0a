package io.enishi.scenario;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.Initiator;
import io.enishi.core.process.Decision.End;
import io.enishi.core.value.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends here; another scenario hears of it and starts. */
final class HandingOver extends Node {
    private final String to;

    HandingOver(String name, String to) {
        super(name, null, false);
        this.to = to;
    }

    @Override
    @Nullable
    Node arrive(Run run) {
        if (run.isHeldOut()) {
            return withheld(run);
        }
        run.emit(new EventBody.Custom(
                Step.HandOver.EVENT, Initiator.SYSTEM, Map.of(Admission.SCENARIO, AttributeValue.of(to))));
        run.end(End.Kind.COMPLETED, "handed over to \"" + to + '"');
        return this;
    }
}
