package io.enishi.scenario.funnel;

import io.enishi.scenario.funnel.Funnel.Figures;
import io.enishi.scenario.funnel.Funnel.Path;
import io.enishi.scenario.funnel.Funnel.Step;
import java.util.Locale;

/** A funnel in words. */
final class FunnelText {

    private static final int HASH_SHOWN = 8;

    private final boolean japanese;
    private final StringBuilder out = new StringBuilder();

    private FunnelText(Locale locale) {
        this.japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
    }

    static String of(Funnel funnel, Locale locale) {
        FunnelText text = new FunnelText(locale);
        funnel.paths().forEach(text::path);
        return text.out.toString();
    }

    private String word(String english, String inJapanese) {
        return japanese ? inJapanese : english;
    }

    private void path(Path path, Figures figures) {
        out.append(path.scenario());
        if (!path.version().isEmpty()) {
            String version = path.version();
            out.append(' ').append(version, 0, Math.min(HASH_SHOWN, version.length()));
        }
        if (!path.arm().isEmpty()) {
            out.append(" [").append(path.arm()).append(']');
        }
        out.append('\n');
        line(word("entered", "開始"), figures.entered(), figures.entered());
        if (figures.heldOut() > 0) {
            line(word("held out", "ホールドアウト"), figures.heldOut(), figures.entered());
        }
        figures.inOrder().forEach(step -> step(step.getKey(), step.getValue(), figures.entered()));
        line(word("goal", "目標達成"), figures.goal(), figures.entered());
        figures.ends().forEach((end, count) -> line(word("ended ", "終了 ") + end, count, figures.entered()));
        line(word("running", "実行中"), figures.running(), figures.entered());
    }

    private void step(String name, Step step, long entered) {
        line(word("step ", "ステップ ") + name, step.reached(), entered);
        long messages = step.messages();
        step.sent().forEach((channel, count) -> line("  " + word("sent ", "送信 ") + channel, count, entered));
        if (step.opened() > 0) {
            line("  " + word("opened", "開封"), step.opened(), messages);
        }
        if (step.tapped() > 0) {
            line("  " + word("tapped", "タップ"), step.tapped(), messages);
        }
        if (step.replied() > 0) {
            line("  " + word("replied", "返信"), step.replied(), messages);
        }
    }

    private void line(String what, long count, long of) {
        String share = of == 0 ? "" : String.format(Locale.ROOT, " %5.1f %%", 100.0 * count / of);
        out.append(String.format(Locale.ROOT, "  %-46s %,12d%s%n", what, count, share));
    }
}
