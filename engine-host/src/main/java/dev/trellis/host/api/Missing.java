package dev.trellis.host.api;

import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;

/** Says that something addressed is not there. */
final class Missing {
    static RefusedException of(String kind, String name) {
        return new RefusedException(Refusal.NOT_FOUND, "there is no " + kind + " " + name);
    }

    private Missing() {}
}
