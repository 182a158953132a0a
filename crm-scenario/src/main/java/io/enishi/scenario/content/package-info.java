/**
 * Contents: what messages say, as values with one meaning in Java, YAML and JSON.
 *
 * <p>A {@link io.enishi.scenario.content.Content} has a form (mail, LINE, SMS, push, paper) and named blocks. A {@link
 * io.enishi.scenario.content.ContentLibrary} checks all contents together, compiles their templates and renders messages at their
 * claim; it is the {@code ContentRenderer} of a {@code Crm}.
 *
 * <pre>{@code
 * content: welcome
 * form: mail
 * subject: "{{profile.name}}さん、ようこそ"
 * preheader: 初回のお買い物に使えるクーポンをどうぞ
 * footer: true                          # the shop's LegalFooter; advertising by mail or SMS does not leave without
 * defaults: {profile.name: お客さま}      # a missing variable without a default stops the message
 * blocks:
 *   - block: greeting
 *     text: ご登録ありがとうございます。
 *     html: <p>ご登録ありがとうございます。</p>
 *   - block: picks
 *     text: |
 *       {{#recommendation}}
 *       {{name}} {{price}}
 *       {{/recommendation}}
 *   - button: shop
 *     label: クーポンを使う({{coupon.last-day}}まで)
 *     link: https://shop.example/?coupon={{coupon.code}}
 * variants:
 *   short: {subject: ようこそ, order: [greeting, shop]}       # a send names it welcome:short
 * }</pre>
 *
 * <p>LINE has bubbles and cards:
 *
 * <pre>{@code
 * content: welcome-line
 * form: line
 * blocks:
 *   - block: greeting
 *     text: ようこそ
 *   - cards: picks
 *     alt: おすすめ
 *     of:
 *       - {image: "https://cdn.example/1.png", title: 人気の品, text: 今週の一番, actions: [{label: 見る, link: "https://shop.example/1"}]}
 * }</pre>
 *
 * <p>Variables: {@code profile.ATTRIBUTE}, {@code metric.NAME}, {@code segment.NAME} (as a section), {@code tag.NAME},
 * {@code coupon.code/terms/campaign/expires/last-day}, {@code recommendation.0.name/product/price/category}, {@code event.FIELD}
 * of the event that started the run ({@code event.product-name} is what the catalogue calls its product) with its
 * {@code event.order.id/total/gross/payable/items} and {@code event.lines}, and {@code today}. Amounts read {@code 32,400円},
 * numbers {@code 1,200}, days {@code 2026年4月3日(金)}; {@code -number} leaves the unit out, {@code -plain} the commas,
 * {@code -date}, {@code -day} and {@code -time} give parts of an instant.
 *
 * <p>Templates are Mustache with variables, sections and inverted sections. Values are escaped for where they stand: HTML between tags,
 * percent-encoding in links, no line break in a subject, JSON written by a JSON writer. Unescaped tags, partials and variables inside
 * HTML tags are refused when the library is built. What a template may cost is bounded; a bound that is exceeded, or a variable that is
 * missing, makes the command a dead letter that says which, without personal data. What no event has that
 * may start a scenario (and stands outside of sections, without a default) is found when the scenario is compiled against the library.
 *
 * <p>{@link io.enishi.scenario.content.ContentProposer} is where a machine may write. What it proposes stays unsent until a person's
 * verdict stands in {@link io.enishi.scenario.content.Proposals}.
 *
 * <p>What this package does not do: short links and tracking (the host's), images, sending.
 */
package io.enishi.scenario.content;
