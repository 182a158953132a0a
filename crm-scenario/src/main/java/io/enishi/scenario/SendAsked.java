package io.enishi.scenario;

/** The send whose message a question is about; empty for the questions that are about none, and for those made of others. */
record SendAsked() implements Check.Cases<String> {

    /** The send that {@code check} itself names, whatever its parts name. */
    static String by(Check check) {
        return check.fold(new SendAsked());
    }

    @Override
    public String all(Check.All all) {
        return "";
    }

    @Override
    public String any(Check.Any any) {
        return "";
    }

    @Override
    public String not(Check.Not not) {
        return "";
    }

    @Override
    public String compares(Check.Compares compares) {
        return "";
    }

    @Override
    public String holds(Check.Holds holds) {
        return "";
    }

    @Override
    public String happened(Check.Happened happened) {
        return "";
    }

    @Override
    public String reacted(Check.Reacted reacted) {
        return reacted.send();
    }

    @Override
    public String noResponse(Check.NoResponse none) {
        return none.send();
    }
}
