package dev.trellis.tde.http;

import dev.trellis.contract.task.TaskError;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that is made again while the settings and the time of the attempt let it. */
final class PersistentCall {
    private final Caller caller;
    private final AnswerVerdict verdict;
    private final Retries retries;
    private final Patience time;

    PersistentCall(Caller caller, AnswerVerdict verdict, Retries retries, Patience time) {
        this.caller = caller;
        this.verdict = verdict;
        this.retries = retries;
        this.time = time;
    }

    private record Made(
            @Nullable HttpAnswer answer, @Nullable TaskError error) {}

    /** The first answer that says success. */
    HttpAnswer make(HttpCall call, TaskScope scope) throws TaskFailedException, InterruptedException {
        for (int made = 1; ; made++) {
            Made outcome = once(call);
            scope.metric("calls", made);
            HttpAnswer answer = outcome.answer();
            TaskError error = outcome.error();
            if (error == null && answer != null) {
                return answer;
            }
            TaskError failure = Objects.requireNonNull(error);
            String retryAfter = answer == null ? null : answer.head().retryAfter();
            switch (retries.after(made, failure, retryAfter, time.now(), time.left())) {
                case Retries.Next.Again again -> time.pause(again.pause());
                case Retries.Next.Enough enough -> throw TaskFailedException.of(failure);
            }
        }
    }

    private Made once(HttpCall call) {
        try {
            HttpAnswer answer = caller.call(call);
            return new Made(answer, verdict.refusal(answer));
        } catch (TaskFailedException failed) {
            return new Made(null, failed.error());
        }
    }
}
