package io.enishi.examples.replay;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.examples.shop.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements about advertising for logs that bring none: who subscribed to a newsletter said yes for the address given with that
 * event, or for the last one that the same identifier gave before; who unsubscribed said no. A shop has better proof than this;
 * a log does not.
 */
final class NewsletterStatements {

    private NewsletterStatements() {}

    /** @param events in time order */
    static List<Statement> of(List<CustomerEvent> events) {
        List<Statement> statements = new ArrayList<>();
        Map<Identifier, Identifier> lastMail = new HashMap<>();
        for (CustomerEvent event : events) {
            Identifier who = event.identifiers().get(0);
            event.identifiers().stream()
                    .filter(identifier -> identifier.scheme().equals(Scheme.EMAIL))
                    .findFirst()
                    .ifPresent(mail -> lastMail.put(who, mail));
            Identifier mail = lastMail.get(who);
            if (mail == null) {
                continue;
            }
            if (event.body() instanceof EventBody.NewsletterSubscribed asked
                    && asked.channel().equals("mail")) {
                statements.add(
                        new Statement(event.occurredAt(), mail, "mail", true, "newsletter-event", "the log itself"));
            } else if (event.body() instanceof EventBody.NewsletterUnsubscribed left
                    && left.channel().equals("mail")) {
                statements.add(
                        new Statement(event.occurredAt(), mail, "mail", false, "newsletter-event", "the log itself"));
            }
        }
        return statements;
    }
}
