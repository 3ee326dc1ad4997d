package dev.trellis.host.flowable;

import org.flowable.common.engine.impl.context.Context;
import org.flowable.common.engine.impl.db.DbSqlSession;
import org.flowable.common.engine.impl.db.DbSqlSessionFactory;
import org.flowable.common.engine.impl.persistence.cache.EntityCache;

/**
 * Sessions that end as they are told to. The mapper underneath commits and rolls back only what went through itself, and the
 * kernel's rows go through the same connection beside it: a step that threw before the engine had written anything would keep
 * them, since closing the session turns auto-commit on again, which commits.
 */
final class KernelSessions extends DbSqlSessionFactory {
    KernelSessions(boolean usePrefixId) {
        super(usePrefixId);
    }

    @Override
    protected DbSqlSession createDbSqlSession() {
        return new KernelSession(this, Context.getCommandContext().getSession(EntityCache.class));
    }

    private static final class KernelSession extends DbSqlSession {
        KernelSession(DbSqlSessionFactory factory, EntityCache cache) {
            super(factory, cache);
        }

        @Override
        public void commit() {
            sqlSession.commit(true);
        }

        @Override
        public void rollback() {
            sqlSession.rollback(true);
        }
    }
}
