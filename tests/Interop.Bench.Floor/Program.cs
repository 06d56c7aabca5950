using System.Globalization;
using Interop.Bench.Floor;

// The floor: the least work that any durable relay must do, to hold the hub's figures against in the same run.
// Servers: FLOOR_PG (connection string), FLOOR_AMQP (amqp://…), FLOOR_QUEUE (quorum|classic). SQLite files go to TMPDIR.
//   floor sink PORT                      counts distinct ids it is sent (GET /count, GET /dup, POST /reset)
//   floor relay embedded PORT SINKURL    POST / -> SQLite group commit (FULL) -> channel -> HTTP POST to sink -> SQLite group commit
//   floor relay production PORT SINKURL  POST / -> PostgreSQL group commit -> RabbitMQ durable + confirms -> HTTP POST -> PostgreSQL group commit
//   floor load URL N CONC SIZE SINKURL   posts N bodies, waits until the sink has N distinct, prints accept and end-to-end rates
switch (args)
{
    case ["sink", var port]:
        await Sink.RunAsync(Number(port));
        return 0;
    case ["relay", "embedded" or "production", var port, var sink]:
        await Relay.RunAsync(args[1], Number(port), new Uri(sink));
        return 0;
    case ["load", var url, var count, var connections, var size, var sink]:
        await Load.RunAsync(new Uri(url), Number(count), Number(connections), Number(size), sink);
        return 0;
    default:
        await Console.Error.WriteLineAsync("floor sink PORT | floor relay embedded|production PORT SINKURL | floor load URL N CONC SIZE SINKURL");
        return 2;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
