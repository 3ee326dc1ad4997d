package dev.trellis.tde.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The handing over of an attempt to whoever holds a token. Work whose entry says {@code settings.hand_over: true} does so by an
 * output {@code callback {token, deadline, heartbeat_s?}}; the task then runs on until the token is used, and other outputs are
 * left out.
 */
public final class HandOver {
    private static final int TOKEN_BYTES = 24;
    private static final int LONGEST_SILENCE_SECONDS = 86_400;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A token that nobody can guess. */
    public static String freshToken() {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        return "cb_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The result that the outputs mean, the same one where they hand nothing over. */
    static Result meantBy(Result result, JsonFields settings) {
        boolean may = settings.flag("hand_over", false);
        if (!may
                || !(result instanceof Result.Succeeded succeeded)
                || !(succeeded.outputs() instanceof Payload.Inline outputs)) {
            return result;
        }
        ObjectNode said = JsonText.parseObject(outputs.json());
        JsonFields callback = JsonFields.at("$.outputs", said).optionalFields("callback");
        if (callback == null) {
            return result;
        }
        Long silence = callback.optionalInteger("heartbeat_s", 1, LONGEST_SILENCE_SECONDS);
        return new Result.HandedOver(
                callback.text("token"), callback.instant("deadline"), silence == null ? null : silence.intValue());
    }

    private HandOver() {}
}
