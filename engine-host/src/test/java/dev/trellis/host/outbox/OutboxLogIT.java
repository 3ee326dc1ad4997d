package dev.trellis.host.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Ids;
import dev.trellis.host.outbox.OutboxLog.Row;
import dev.trellis.host.testkit.TestDatabase;
import io.agroal.api.AgroalDataSource;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of events while transactions that write to it are open, on a real database. */
final class OutboxLogIT {
    private AgroalDataSource dataSource;
    private Database database;
    private OutboxTable outbox;
    private Handle slow;

    @BeforeEach
    void open() {
        dataSource = TestDatabase.fresh();
        database = new Database(dataSource);
        outbox = new OutboxTable(new Ids(InstantSource.system()), InstantSource.system());
        slow = Jdbi.create(dataSource).open();
        slow.begin();
        append("slow", slow);
    }

    @AfterEach
    void close() {
        if (slow.isInTransaction()) {
            slow.rollback();
        }
        slow.close();
        dataSource.close();
    }

    @Test
    void shouldWaitForATransactionThatDrewAnEarlierPlace() {
        // given
        database.run(handle -> append("quick", handle));

        // when
        List<Row> meanwhile = read();
        slow.commit();

        // then
        assertThat(meanwhile).isEmpty();
        assertThat(read()).extracting(Row::id).containsExactly(1L, 2L);
    }

    @Test
    void shouldPassThePlaceOfATransactionThatWasRolledBack() {
        // given
        database.run(handle -> append("quick", handle));

        // when
        slow.rollback();

        // then
        assertThat(read()).extracting(Row::id).containsExactly(2L);
    }

    @Test
    void shouldNotWaitForATransactionThatBeganAfterTheGap() {
        // given
        database.run(handle -> append("quick", handle));
        slow.rollback();
        slow.begin();

        // when
        append("slow again", slow);

        // then
        assertThat(read()).extracting(Row::id).containsExactly(2L);
    }

    private List<Row> read() {
        return database.read(handle -> OutboxLog.after(0, 10, handle)).rows();
    }

    private void append(String subject, Handle transaction) {
        outbox.append(List.of(new Event("test", subject, "default", Json.EMPTY_OBJECT, null)), transaction);
    }
}
