using Interop.Hub.Ledger.Evidence;

namespace Interop.Hub.Ledger.Tests.Evidence;

/// <summary>Items are found wherever they stand, and without reading the whole of a chain.</summary>
[TestFixture]
internal sealed class EvidenceSearchTests
{
    [Test]
    public async Task Whatever_the_chains_are_like_all_is_found_and_little_is_read()
    {
        var random = new Random(17);
        for (var round = 0; round < 200; round++)
        {
            var chains = new Chains(random, nodes: random.Next(1, 4), packets: random.Next(1, 200));
            var packet = random.Next(1, chains.Packets + 1);
            HashSet<EvidenceAbout> sought = [.. chains.All.Where(i => i.About.Subject == packet).Select(i => i.About)];
            var found = await EvidenceSearch.FindAsync(chains, sought, CancellationToken.None);
            Assert.That(found.Places, Is.EquivalentTo(chains.All.Where(i => i.About.Subject == packet).Select(i => i.Place)), $"round {round}, packet {packet}");
            Assert.That(found.Sought, Is.EquivalentTo(sought));
        }

        // What is sought stands within days; a year lies before and behind it.
        var year = new Chains(new Random(3), nodes: 1, packets: 20_000);
        HashSet<EvidenceAbout> one = [.. year.All.Where(i => i.About.Subject == 9_000).Select(i => i.About)];
        await EvidenceSearch.FindAsync(year, one, CancellationToken.None);
        Assert.That(year.Read, Is.LessThan(500));
    }

    [Test]
    public async Task What_is_in_no_chain_is_not_found_and_the_search_ends()
    {
        var chains = new Chains(new Random(5), nodes: 2, packets: 50);
        var found = await EvidenceSearch.FindAsync(chains, new HashSet<EvidenceAbout> { new(EvidenceKind.Acceptance, 4711, 0) }, CancellationToken.None);
        Assert.That(found.Places, Is.Empty);
    }

    /// <summary>Acceptances in the order of their packets, each chain its share; attempts soon after, on any node.</summary>
    private sealed class Chains : IEvidenceChains
    {
        private const int Page = 20;
        private readonly List<List<List<EvidenceSeen>>> _chains;

        public Chains(Random random, int nodes, int packets)
        {
            Packets = packets;
            _chains = [.. Enumerable.Range(0, nodes).Select(_ => new List<List<EvidenceSeen>>())];
            List<EvidenceAbout> owed = [];
            for (var packet = 1; packet <= packets; packet++)
            {
                Put(random, new EvidenceAbout(EvidenceKind.Acceptance, packet, 0));
                owed.AddRange(Enumerable.Range(1, random.Next(3)).Select(n => new EvidenceAbout(EvidenceKind.Attempt, packet, n)));
                while (owed.Count > random.Next(10))
                {
                    Put(random, owed[0]);
                    owed.RemoveAt(0);
                }
            }

            owed.ForEach(o => Put(random, o));
        }

        public int Packets { get; }

        public int Read { get; private set; }

        public IEnumerable<EvidenceSeen> All => _chains.SelectMany(c => c).SelectMany(e => e);

        public Task<IReadOnlyList<(string Node, long Last)>> ChainsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<(string, long)>>([.. _chains.Select((c, i) => ($"{i}", (long)c.Count))]);

        public Task<long?> FirstAcceptanceAsync(string node, long entry, CancellationToken cancellationToken) => Task.FromResult(
            Chain(node).Skip((int)entry - 1).SelectMany(e => e).Where(i => i.About.Kind == EvidenceKind.Acceptance).Select(i => (long?)i.About.Subject).FirstOrDefault());

        public Task<(IReadOnlyList<EvidenceSeen> Items, long? Next)> ItemsAsync(string node, long entry, CancellationToken cancellationToken)
        {
            var items = Chain(node).Skip((int)entry - 1).Take(Page).SelectMany(e => e).ToList();
            Read += items.Count;
            return Task.FromResult<(IReadOnlyList<EvidenceSeen>, long?)>((items, entry + Page <= Chain(node).Count ? entry + Page : null));
        }

        private List<List<EvidenceSeen>> Chain(string node) => _chains[int.Parse(node, System.Globalization.CultureInfo.InvariantCulture)];

        private void Put(Random random, EvidenceAbout about)
        {
            var node = random.Next(_chains.Count);
            var chain = _chains[node];
            if (chain.Count == 0 || random.Next(3) == 0)
            {
                chain.Add([]);
            }

            chain[^1].Add(new EvidenceSeen(new EvidencePlace($"{node}", chain.Count, chain[^1].Count), about));
        }
    }
}
