package dev.trellis.host.instance;

import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.flowable.EngineTransaction;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What tasks inherit from their instances. All of it but the labels is set at the start of an instance and never changes, so that it
 * is read once. Safe for use by several threads.
 */
public final class Heritages {
    private static final int MOST = 5_000;

    private final Map<String, Heritage> known = new ConcurrentHashMap<>();

    public Heritage of(String instanceId, EngineTransaction at) {
        Heritage heritage = known.get(instanceId);
        if (heritage == null) {
            heritage = Heritage.of(instanceId, at.sql());
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(instanceId, heritage);
        }
        return heritage.with(new LabelTable(at).of(instanceId));
    }
}
