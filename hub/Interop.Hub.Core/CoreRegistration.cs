using Interop.Adapters.Inbound;
using Interop.Hub.Core.Cluster;
using Interop.Hub.Core.Delivery;
using Interop.Hub.Core.Inbox;
using Interop.Hub.Core.Intake;
using Interop.Hub.Core.Operations;
using Interop.Hub.Core.Pulling;
using Interop.Hub.Core.Queries;
using Interop.Hub.Core.Recovery;
using Interop.Hub.Core.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Interop.Hub.Core;

/// <summary>Registers the hub's rules and their drivers.</summary>
public static class CoreRegistration
{
    /// <summary>
    /// Adds intake, delivery and the scheduler. The caller registers the ports: ledger, document store, links, keys,
    /// configuration, adapters, the door of what adapters receive, bus, <see cref="NodeIdentity"/> and <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddHubCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => new Jitter(new Random()));
        services.TryAddSingleton(new SchedulerOptions());
        services.AddSingleton<SchedulerSignal>();
        services.AddSingleton<Membership>();
        services.AddSingleton<ClusterWatch>();
        services.AddSingleton<Destinations>();
        services.AddSingleton<IDestinationOperations>(s => s.GetRequiredService<Destinations>());
        services.AddSingleton(s => new Lazy<IDispatchHandler>(s.GetRequiredService<IDispatchHandler>));
        services.AddSingleton<FreshPackets>();
        services.AddSingleton<HandOver>();
        services.AddSingleton<IDeliveryOffers>(s => s.GetRequiredService<HandOver>());
        services.AddSingleton<Attempt>();
        services.AddSingleton<GateCheck>();
        services.AddSingleton<Notices>();
        services.AddSingleton<PartnerIdentifiers>();
        services.AddSingleton<DueHints>();
        services.AddSingleton<MisjudgedRejections>();
        services.AddSingleton<LeaseAdoption>();
        services.AddSingleton<GatePassing>();
        services.AddSingleton<InboxWords>();
        services.AddSingleton<IInboxDesk, InboxDesk>();
        services.AddSingleton<DossierAccess>();
        services.AddSingleton<IIdentityDesk, IdentityDesk>();
        services.AddSingleton<NewsWatch>();
        services.AddSingleton<PacketRetry>();
        services.AddSingleton<RemovedDestinations>();
        services.AddSingleton<ReplayRunner>();
        services.AddSingleton<HubRecovery>();
        services.AddSingleton<IHubRecovery>(s => s.GetRequiredService<HubRecovery>());
        services.AddSingleton<SenderTelling>();
        services.AddSingleton<DeliveryEngine>();
        services.AddSingleton(s => new Lazy<DeliveryEngine>(s.GetRequiredService<DeliveryEngine>));
        services.AddSingleton<IDispatchHandler>(s => s.GetRequiredService<DeliveryEngine>());
        services.AddSingleton<ClaimsAhead>();
        services.AddSingleton<RunningRequests>();
        services.AddSingleton<IntakeService>();
        services.AddSingleton<IPacketIntake>(s => s.GetRequiredService<IntakeService>());
        services.TryAddSingleton(new RetentionOptions());
        services.AddSingleton<CollectionSignal>();
        services.AddHostedService<Scheduler>();
        services.AddHostedService<RetentionService>();
        services.AddHostedService<PullService>();
        return services;
    }
}
