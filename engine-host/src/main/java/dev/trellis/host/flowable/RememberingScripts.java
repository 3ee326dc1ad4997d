package dev.trellis.host.flowable;

import org.apache.ibatis.mapping.SqlSource;
import org.apache.ibatis.parsing.XNode;
import org.apache.ibatis.scripting.LanguageDriver;
import org.apache.ibatis.scripting.xmltags.DynamicSqlSource;
import org.apache.ibatis.scripting.xmltags.XMLLanguageDriver;
import org.apache.ibatis.scripting.xmltags.XMLScriptBuilder;
import org.apache.ibatis.session.Configuration;

/** Reads the engine's statements as the stock driver does, but for dynamic ones, which remember what they have parsed. */
public final class RememberingScripts extends XMLLanguageDriver {
    @Override
    public SqlSource createSqlSource(Configuration configuration, XNode script, Class<?> parameterType) {
        return new Scripts(configuration, script, parameterType).parseScriptNode();
    }

    private static final class Scripts extends XMLScriptBuilder {
        private final XNode script;

        Scripts(Configuration configuration, XNode script, Class<?> parameterType) {
            super(configuration, script, parameterType);
            this.script = script;
        }

        @Override
        public SqlSource parseScriptNode() {
            SqlSource stock = super.parseScriptNode();
            return stock instanceof DynamicSqlSource
                    ? new RememberedSql(configuration, parseDynamicTags(script))
                    : stock;
        }
    }

    /** A mapper configuration whose statements are all read by this driver. */
    public static final class Remembering extends Configuration {
        @Override
        public void setDefaultScriptingLanguage(Class<? extends LanguageDriver> driver) {
            super.setDefaultScriptingLanguage(RememberingScripts.class);
        }
    }
}
