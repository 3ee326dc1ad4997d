/** PostgreSQL: connections, transactions and the clock of the database. */
@NullMarked
package dev.trellis.host.db;

import org.jspecify.annotations.NullMarked;
