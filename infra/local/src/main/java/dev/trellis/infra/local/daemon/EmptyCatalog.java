package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.catalog.FunctionCatalog;
import java.util.List;

enum EmptyCatalog implements FunctionCatalog {
    INSTANCE;

    @Override
    public long revision() {
        return 0;
    }

    @Override
    public List<TaskQueue> queues() {
        return List.of();
    }
}
