package io.enishi.scenario;

import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.ConditionTree;
import io.enishi.core.internal.spelling.ValueSpelling;

/** Writes a question among the fields of {@code out}, as {@link ScenarioForm} reads it. */
record CheckWriter(DocWriter out) implements Check.Cases<DocWriter> {

    @Override
    public DocWriter all(Check.All all) {
        return out.list("all", all.parts(), ScenarioForm::write);
    }

    @Override
    public DocWriter any(Check.Any any) {
        return out.list("any", any.parts(), ScenarioForm::write);
    }

    @Override
    public DocWriter not(Check.Not not) {
        return out.put("not", ScenarioForm.write(not.part()));
    }

    @Override
    public DocWriter compares(Check.Compares compares) {
        out.put("figure", FigureForm.write(compares.figure()));
        ValueSpelling.write(out, compares.comparison());
        return out;
    }

    @Override
    public DocWriter holds(Check.Holds holds) {
        ConditionTree.write(out, holds.condition());
        return out;
    }

    @Override
    public DocWriter happened(Check.Happened happened) {
        ScenarioForm.write(out, "happened", happened.occurrence());
        return out;
    }

    @Override
    public DocWriter reacted(Check.Reacted reacted) {
        return out.put("reacted", reacted.send())
                .oneOrMore("by", reacted.by(), reaction -> new Node.Text(DocWriter.spelled(reaction)));
    }

    @Override
    public DocWriter noResponse(Check.NoResponse none) {
        return out.put("no-response", none.send());
    }
}
