package io.enishi.scenario.content;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What advertising by mail and SMS has to show in Japan (特定電子メール法 第4条 and its ordinance): one value per shop.
 *
 * @param sender legal name of who is responsible for sending (氏名又は名称)
 * @param optOutStatement that one can refuse further messages, in words
 * @param optOut where: an https or mailto address (http on the shop's own machine); a library with opt-out links puts each message's own link in its place
 * @param postalAddress of the sender (住所)
 * @param contact where complaints and questions go: a telephone number, a mail address or an address on the web
 */
public record LegalFooter(String sender, String optOutStatement, String optOut, String postalAddress, String contact) {

    /** @throws DefinitionException if something is missing, with everything that is */
    public LegalFooter {
        List<Problem> problems = new ArrayList<>();
        require("sender", sender, "write the legal name of who sends", problems);
        require("opt-out-statement", optOutStatement, "say how to refuse, such as 配信停止はこちら", problems);
        require("opt-out", optOut, "write an https or mailto address", problems);
        require("postal-address", postalAddress, "write the sender's address", problems);
        require("contact", contact, "write where complaints go", problems);
        if (!optOut.isBlank() && !optOut.matches("(https?://|mailto:).+")) {
            problems.add(new Problem(
                    "opt-out", "must be an address of the web or mailto", "write https://... or mailto:..."));
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private static void require(String field, String value, String advice, List<Problem> problems) {
        if (value.isBlank()) {
            problems.add(new Problem(field, "is missing; the law wants it shown", advice));
        } else if (value.length() > 500 || value.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem(field, "must be one line of at most 500 characters", ""));
        }
    }

    /**
     * Reads YAML or JSON with a field {@code legal-footer}.
     *
     * @throws DefinitionException with everything that is wrong with it
     */
    public static LegalFooter parse(String text) {
        return ContentForm.readFooter(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal footer. */
    public String toYaml() {
        return ContentForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal footer. */
    public String toJson() {
        return ContentForm.write(this).toJson();
    }

    /** The end of a mail in plain text. */
    public String text(String optOutLink) {
        return "-- \n" + sender + "\n" + postalAddress + "\nお問い合わせ: " + contact + "\n" + optOutStatement + "\n"
                + optOutLink + "\n";
    }

    /** The end of a mail in HTML. */
    public String html(String optOutLink) {
        String link = Escaping.html(optOutLink);
        return "<hr><p>" + Escaping.html(sender) + "<br>" + Escaping.html(postalAddress) + "<br>お問い合わせ: "
                + Escaping.html(contact) + "<br><a href=\"" + link + "\">" + Escaping.html(optOutStatement) + "</a><br>"
                + link + "</p>";
    }

    /** The end of an SMS: who, and how to refuse; the page behind the link has to show the rest. */
    public String sms(String optOutLink) {
        return sender + " " + optOutStatement + " " + optOutLink;
    }
}
