package dev.trellis.host.trace;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Set;

/** What a collector made of spans that it was handed. */
enum Receipt {
    TAKEN,

    /** Not now: it is away, has too much to do, or does not let the host in. */
    LATER,

    /** Never: it answered that these will not do, and would again. */
    REFUSED;

    /** What an operator mends without a change of the spans: credentials, the address, a proxy's time-out, the load. */
    private static final Set<Integer> MAY_PASS = Set.of(401, 403, 404, 407, 408, 429);

    static Receipt of(CompletableResultCode result) {
        if (result.isSuccess()) {
            return TAKEN;
        }
        return result.getFailureThrowable() instanceof HttpExportException failed && failed.failedWithResponse()
                ? ofStatus(failed.getResponse().statusCode())
                : LATER;
    }

    /** By the status of an answer that was no success. */
    static Receipt ofStatus(int status) {
        return status >= 400 && status < 500 && !MAY_PASS.contains(status) ? REFUSED : LATER;
    }
}
