package dev.trellis.host.flowable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ibatis.builder.SqlSourceBuilder;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.scripting.xmltags.DynamicContext;
import org.apache.ibatis.scripting.xmltags.SqlNode;
import org.apache.ibatis.session.Configuration;

/**
 * A dynamic statement of the engine that remembers what it has parsed. The stock one parses the text that its conditions yield anew
 * for each execution, although there are few such texts. What the parser makes depends on the text, on the class of the parameter
 * and on bindings of the statement itself; a text with such bindings, as a loop over values makes them, is parsed each time.
 */
final class RememberedSql implements SqlSource {
    /** More texts than the conditions of any statement yield; beyond it nothing more is remembered. */
    private static final int MOST = 64;
    /** The parameter and the kind of database. */
    private static final int OWN_BINDINGS = 2;

    private final Configuration configuration;
    private final SqlNode statement;
    private final Map<Text, SqlSource> parsed = new ConcurrentHashMap<>();

    private record Text(String sql, Class<?> parameter) {}

    RememberedSql(Configuration configuration, SqlNode statement) {
        this.configuration = configuration;
        this.statement = statement;
    }

    @Override
    @SuppressWarnings("NullAway") // the engine executes statements without a parameter too
    public BoundSql getBoundSql(Object parameter) {
        DynamicContext context = new DynamicContext(configuration, parameter);
        statement.apply(context);
        Class<?> type = parameter == null ? Object.class : parameter.getClass();
        BoundSql bound =
                source(new Text(context.getSql(), type), context.getBindings()).getBoundSql(parameter);
        context.getBindings().forEach(bound::setAdditionalParameter);
        return bound;
    }

    private SqlSource source(Text text, Map<String, Object> bindings) {
        if (bindings.size() > OWN_BINDINGS) {
            return parse(text, bindings);
        }
        SqlSource known = parsed.get(text);
        if (known == null) {
            known = parse(text, bindings);
            if (parsed.size() < MOST) {
                parsed.put(text, known);
            }
        }
        return known;
    }

    private SqlSource parse(Text text, Map<String, Object> bindings) {
        return new SqlSourceBuilder(configuration).parse(text.sql(), text.parameter(), bindings);
    }
}
