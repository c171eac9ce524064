import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Serves one H2 file on a loopback port: {@code java Engine <port> <file>}. */
public final class Engine {
    /** Drivers refuse servers older than MongoDB 4.4 by this number; the commands that they then use are there. */
    private static final int WIRE_VERSION_OF_MONGODB_5 = 13;

    private Engine() {}

    public static void main(String[] args) {
        MongoServer server = new MongoServer(new OneDropAtATime(args[1]).version(new FifthVersion()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.bind("127.0.0.1", Integer.parseInt(args[0]));
    }

    /**
     * Whoever opens a collection while it is dropped would hold, for as long as the server runs, a map that is gone: so
     * nobody else is served meanwhile.
     */
    private static final class OneDropAtATime extends H2Backend {
        private static final Set<String> DROPS = Set.of("drop", "dropDatabase");
        private final ReadWriteLock maps = new ReentrantReadWriteLock(true);

        OneDropAtATime(String file) {
            super(file);
        }

        @Override
        public Document handleCommand(Channel channel, String database, String command, Document query) {
            Lock held = DROPS.contains(command) ? maps.writeLock() : maps.readLock();
            held.lock();
            try {
                return super.handleCommand(channel, database, command, query);
            } finally {
                held.unlock();
            }
        }
    }

    private static final class FifthVersion implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return WIRE_VERSION_OF_MONGODB_5;
        }
    }
}
