import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.util.List;

/** Serves one H2 file on a loopback port: {@code java Engine <port> <file>}. */
public final class Engine {
    /** Drivers refuse servers older than MongoDB 4.4 by this number; the commands that they then use are there. */
    private static final int WIRE_VERSION_OF_MONGODB_5 = 13;

    private Engine() {}

    public static void main(String[] args) {
        MongoServer server = new MongoServer(new H2Backend(args[1]).version(new FifthVersion()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.bind("127.0.0.1", Integer.parseInt(args[0]));
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
