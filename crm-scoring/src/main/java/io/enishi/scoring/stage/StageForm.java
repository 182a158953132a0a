package io.enishi.scoring.stage;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.Money;
import io.enishi.scoring.stage.VipRule.Criterion;
import io.enishi.scoring.stage.VipRule.Measure;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Rules of stages as documents; the grammar is taught in the package's documentation. */
final class StageForm {

    private static final List<String> MEASURES =
            Arrays.stream(Measure.values()).map(DocWriter::spelled).toList();

    private StageForm() {}

    static StageRules read(Document document) {
        return document.read(root -> root.mapping(in -> {
            ZoneId zone = in.zone("zone");
            Span dormant = in.read("dormant-after", Span.months(6), TimeSpelling::readSpan);
            Span lost = in.read("lost-after", Span.months(12), TimeSpelling::readSpan);
            StageRules.SignOfLife sign =
                    in.choice("sign-of-life", StageRules.SignOfLife.class, StageRules.SignOfLife.ORDERS);
            List<VipRule> vip = in.listOrEmpty("vip", StageForm::rule);
            return in.build(() -> new StageRules(zone, dormant, lost, sign, vip));
        }));
    }

    /** One criterion, or several that have to be met at once. */
    private static VipRule rule(DocValue value) {
        List<Criterion> criteria = value.isList() ? value.items(StageForm::criterion) : List.of(criterion(value));
        if (criteria.isEmpty()) {
            throw value.unreadable("a VIP rule must have at least one criterion", "write for example [{orders: 5}]");
        }
        return new VipRule(criteria);
    }

    private static Criterion criterion(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("criterion", MEASURES);
            Span within = in.optional("within", TimeSpelling::readSpan);
            if (head.equals(DocWriter.spelled(Measure.AMOUNT))) {
                Money amount = in.money(head);
                return in.build(() -> new Criterion(
                        Measure.AMOUNT, amount.minorUnits(), amount.currency().getCurrencyCode(), within));
            }
            long atLeast = in.whole(head, 1, Long.MAX_VALUE);
            return in.build(() -> new Criterion(measure(head), atLeast, "", within));
        });
    }

    private static Measure measure(String head) {
        for (Measure measure : Measure.values()) {
            if (DocWriter.spelled(measure).equals(head)) {
                return measure;
            }
        }
        throw new IllegalArgumentException("there is no measure \"" + head + '"');
    }

    // ------------------------------------------------------------------ writing

    static Document write(StageRules rules) {
        DocWriter out = new DocWriter().put("zone", rules.zone().getId());
        if (!rules.dormantAfter().equals(Span.months(6))) {
            out.put("dormant-after", TimeSpelling.write(rules.dormantAfter()));
        }
        if (!rules.lostAfter().equals(Span.months(12))) {
            out.put("lost-after", TimeSpelling.write(rules.lostAfter()));
        }
        out.putUnless(StageRules.SignOfLife.ORDERS, "sign-of-life", rules.signOfLife());
        out.listUnlessEmpty("vip", rules.vip(), StageForm::write);
        return Document.of(out.node());
    }

    private static Node write(VipRule rule) {
        return new Node.Items(rule.criteria().stream().map(StageForm::write).toList());
    }

    private static Node write(Criterion criterion) {
        DocWriter out = new DocWriter();
        String head = DocWriter.spelled(criterion.measure());
        if (criterion.measure() == Measure.AMOUNT) {
            out.put(head, Money.of(criterion.atLeast(), criterion.currency()));
        } else {
            out.put(head, criterion.atLeast());
        }
        Span within = criterion.within();
        if (within != null) {
            out.put("within", TimeSpelling.write(within));
        }
        return out.node();
    }
}
