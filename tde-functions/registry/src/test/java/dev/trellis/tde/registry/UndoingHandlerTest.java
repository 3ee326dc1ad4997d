package dev.trellis.tde.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Action;
import dev.trellis.tde.runtime.TaskHandler;
import dev.trellis.tde.runtime.TaskScope;
import dev.trellis.tde.testkit.TaskBench;
import org.junit.jupiter.api.Test;

/** A handler undoes what it did: it gets its inputs again, beside them its outputs. */
final class UndoingHandlerTest {
    private static final class Booking implements TaskHandler<Booking.Seat, Booking.Booked> {
        record Seat(String flight) {}

        record Booked(String done) {}

        @Override
        public Booked execute(Seat seat, TaskScope scope) {
            return new Booked("booked " + seat.flight());
        }

        @Override
        public Booked compensate(Seat seat, TaskScope scope) {
            return new Booked("freed " + seat.flight());
        }
    }

    private final TaskBench bench = TaskBench.of(new Booking());

    @Test
    void shouldUndoWhenTheOutputsStandBesideTheInputs() throws Exception {
        // given
        var undo = bench.request()
                .action(Action.COMPENSATE)
                .inputs("{\"flight\":\"X1\",\"done\":\"booked X1\",\"seat\":7}");

        // when
        var outputs = bench.outputs(undo.build());

        // then
        assertThat(outputs.path("done").textValue()).isEqualTo("freed X1");
    }

    @Test
    void shouldRefuseInputsThatTheHandlerDoesNotKnowWhenItExecutes() throws Exception {
        // given
        var request = bench.request().inputs("{\"flight\":\"X1\",\"seat\":7}");

        // when
        var error = bench.error(request.build());

        // then
        assertThat(error.code()).isEqualTo("invalid_input");
    }
}
