package io.enishi.scenario.contact;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.TimeSpelling;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Contact rules as documents; the grammar is taught in the package's documentation. */
final class ContactForm {

    private ContactForm() {}

    static ContactRules read(Document document) {
        return document.read(root -> root.mapping(in -> {
            ContactRules rules = in.read("contact-rules", value -> value.mapping(ContactForm::rules));
            return in.build(() -> rules);
        }));
    }

    private static ContactRules rules(DocReader in) {
        List<Cap> caps = in.listOrEmpty("caps", value -> value.mapping(ContactForm::cap));
        List<QuietHours> quiet = in.listOrEmpty("quiet-hours", value -> value.mapping(ContactForm::quietHours));
        HumanOnly human = in.optional("human-only", value -> value.mapping(ContactForm::humanOnly));
        return in.build(() -> new ContactRules(caps, quiet, human));
    }

    private static HumanOnly humanOnly(DocReader in) {
        String queue = in.name("queue");
        String title = in.text("title");
        Money price = in.has("from-price") ? in.money("from-price") : null;
        Set<String> categories =
                in.has("categories") ? new TreeSet<>(in.oneOrMore("categories", DocValue::text)) : Set.of();
        boolean organisations = in.flag("organisations", false);
        return in.build(() -> new HumanOnly(queue, title, price, categories, organisations));
    }

    private static Cap cap(DocReader in) {
        int most = in.integer("at-most", 1, 1000);
        Set<String> channels = channels(in);
        boolean transactionalToo = in.flag("counting-transactional", false);
        if (in.has("per")) {
            Cap.Unit unit = in.choice("per", Cap.Unit.class);
            ZoneId zone = in.has("zone") ? in.zone("zone") : null;
            return in.build(() -> new Cap(most, new Cap.InCalendar(unit, zone), channels, transactionalToo));
        }
        Span span = in.read("in", TimeSpelling::readSpan);
        return in.build(() -> new Cap(most, new Cap.Rolling(span), channels, transactionalToo));
    }

    private static QuietHours quietHours(DocReader in) {
        LocalTime from = in.localTime("from");
        Duration length = in.duration("for");
        ZoneId zone = in.has("zone") ? in.zone("zone") : null;
        Set<String> channels = channels(in);
        QuietHours.Then then = in.choice("then", QuietHours.Then.class, QuietHours.Then.CARRY_OVER);
        return in.build(() -> new QuietHours(from, length, zone, channels, then));
    }

    private static Set<String> channels(DocReader in) {
        return in.has("on") ? new TreeSet<>(in.oneOrMore("on", DocValue::name)) : Set.of();
    }

    static Document write(ContactRules rules) {
        DocWriter out = new DocWriter();
        out.listUnlessEmpty("caps", rules.caps(), ContactForm::write);
        out.listUnlessEmpty("quiet-hours", rules.quietHours(), ContactForm::write);
        HumanOnly human = rules.humanOnly();
        if (human != null) {
            out.put("human-only", write(human));
        }
        return Document.of(new DocWriter().put("contact-rules", out.node()).node());
    }

    private static Node write(HumanOnly human) {
        DocWriter out = new DocWriter().put("queue", human.queue()).put("title", human.title());
        Money price = human.fromPrice();
        if (price != null) {
            out.put("from-price", price);
        }
        if (!human.categories().isEmpty()) {
            out.oneOrMore("categories", human.categories(), Node.Text::new);
        }
        return out.putUnless(false, "organisations", human.organisations()).node();
    }

    private static Node write(Cap cap) {
        DocWriter out = new DocWriter().put("at-most", cap.most());
        if (cap.period() instanceof Cap.InCalendar calendar) {
            out.put("per", calendar.unit());
            put(out, calendar.zone());
        } else {
            out.put("in", TimeSpelling.write(((Cap.Rolling) cap.period()).span()));
        }
        put(out, cap.channels());
        return out.putUnless(false, "counting-transactional", cap.transactionalToo())
                .node();
    }

    private static Node write(QuietHours quiet) {
        DocWriter out = new DocWriter().put("from", quiet.start().toString()).put("for", quiet.length());
        put(out, quiet.zone());
        put(out, quiet.channels());
        return out.putUnless(QuietHours.Then.CARRY_OVER, "then", quiet.then()).node();
    }

    private static void put(DocWriter out, @Nullable ZoneId zone) {
        if (zone != null) {
            out.put("zone", zone.getId());
        }
    }

    private static void put(DocWriter out, Set<String> channels) {
        if (!channels.isEmpty()) {
            out.oneOrMore("on", channels, Node.Text::new);
        }
    }
}
