package io.enishi.examples.host;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.SendClaim;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shop's texts, as templates that see a name and a coupon and nothing else. */
final class Contents implements ContentRenderer {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("M月d日 H:mm", Locale.JAPAN);

    private record Text(Template subject, Template body) {}

    private final Map<String, Text> texts = new TreeMap<>();

    /** Those that the demo's scenarios name. */
    static Contents ofTheShop() {
        return new Contents()
                .with("order-confirmation", "ご注文ありがとうございます", "{{name}} 様\n\nご注文を承りました。")
                .with("second-how-to", "はじめての商品を楽しむコツ", "{{name}} 様\n\n届いた商品の使い方をご紹介します。")
                .with("second-suggestion", "{{name}} 様へのおすすめ", "{{name}} 様\n\n次はこちらはいかがですか。")
                .with("second-suggestion-short", "", "{{name}}さん、次はこちらはいかがですか。")
                .with("second-coupon", "2回目のお買い物に使えるクーポン", "{{name}} 様\n\n{{terms}} クーポン {{code}}({{until}}まで)")
                .with("second-coupon-short", "", "{{name}}さん、{{terms}} クーポン {{code}}({{until}}まで)")
                .with("second-card", "", "card")
                .with("second-goodbye", "またお会いできますように", "{{name}} 様\n\nまたのご利用をお待ちしています。")
                .with("line-silent-card", "", "card");
    }

    Contents with(String content, String subject, String body) {
        Mustache.Compiler plain = Mustache.compiler().escapeHTML(false);
        texts.put(content, new Text(plain.compile(subject), plain.compile(body)));
        return this;
    }

    @Override
    public Map<String, String> render(SendClaim claim, Effect.Offer offer, Channel.@Nullable IssuedCoupon coupon) {
        CustomerView view = claim.view();
        Text text = texts.get(offer.content());
        if (text == null) {
            throw new IllegalArgumentException("there is no content " + offer.content());
        }
        Map<String, String> facts = new HashMap<>();
        facts.put(
                "name",
                view.attribute("name").map(value -> value.plain().toString()).orElse("お客"));
        if (coupon != null) {
            facts.put("code", coupon.code());
            facts.put("terms", coupon.terms());
            facts.put("until", DAY_AND_TIME.format(coupon.expiresAt().atZone(view.zone())));
        }
        try {
            return Map.of(
                    "subject",
                    text.subject().execute(facts),
                    "body",
                    text.body().execute(facts));
        } catch (MustacheException missing) {
            throw new IllegalArgumentException("content " + offer.content() + " wants what is not there", missing);
        }
    }
}
