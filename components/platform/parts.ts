/** The parts of the kit. A further one is a folder of its own and a line here: docs/add-a-part.md. */
import { principals } from "../access/part";
import { addons } from "../addons/part";
import { admissionPolicies } from "../admission/part";
import { storageClass } from "../addons/storage-class-part";
import { auditTrail } from "../audit-trail/part";
import { backup } from "../backup/part";
import { batch } from "../batch/part";
import { catalogue } from "../charts/catalogue-part";
import { capabilities } from "../capabilities/part";
import { emr } from "../emr/part";
import { devicePlugins } from "../charts/device-plugins-part";
import { charts } from "../charts/part";
import { access } from "../cluster/access-part";
import { autoNodeAccess } from "../cluster/auto-node-access-part";
import { cluster } from "../cluster/part";
import { existingCluster } from "../cluster/existing-cluster-part";
import { compliance } from "../compliance/part";
import { fargateProfiles } from "../compute/fargate-profiles-part";
import { managedNodes } from "../compute/managed-nodes-part";
import { selfManagedNodes } from "../compute/self-managed-nodes-part";
import { costs } from "../costs/part";
import { autoPools } from "../karpenter/auto-pools-part";
import { headroom } from "../headroom/part";
import { gitops } from "../gitops/part";
import { gitopsClusters, gitopsHub, gitopsSpoke } from "../gitops/spokes-part";
import { hybridNodes } from "../hybrid/part";
import { ingressClasses } from "../ingress/part";
import { karpenter } from "../karpenter/karpenter-part";
import { pools } from "../karpenter/pools-part";
import { lattice } from "../lattice/part";
import { namespaces, policyEnforcement } from "../namespaces/part";
import { certificates } from "../names/certificates-part";
import { hostedZones } from "../names/hosted-zones-part";
import { serviceDiscovery } from "../names/service-discovery-part";
import { network } from "../network/part";
import { logGroups } from "../observability/log-groups-part";
import { dashboards } from "../observability/dashboards-part";
import { grafana } from "../observability/grafana-part";
import { prometheus } from "../observability/prometheus-part";
import { scraper } from "../observability/scraper-part";
import { objects } from "../objects/part";
import { own } from "../own/part";
import { secretStores } from "../secrets/part";
import { registry } from "../registry/part";
import { keys } from "../security/part";
import { resilience } from "../resilience/part";
import { teamPeople, teams, teamWorkloads } from "../teams/part";
import { threatDetection } from "../threat-detection/part";
import { identityProviders } from "../sign-in/part";
import { fileSystems } from "../storage/file-systems-part";
import { snapshotClasses } from "../storage/snapshot-classes-part";
import { volumeAttributesClasses } from "../storage/attributes-classes-part";
import { storageClasses } from "../storage/storage-classes-part";

/** Parts of one phase are made in this order. */
export const PARTS = [
    keys,
    registry,
    network,
    hostedZones,
    certificates,
    serviceDiscovery,
    cluster,
    access,
    autoNodeAccess,
    hybridNodes,
    lattice,
    logGroups,
    prometheus,
    grafana,
    dashboards,
    scraper,
    auditTrail,
    compliance,
    threatDetection,
    addons,
    fargateProfiles,
    managedNodes,
    selfManagedNodes,
    autoPools,
    fileSystems,
    storageClass,
    policyEnforcement,
    storageClasses,
    volumeAttributesClasses,
    karpenter,
    catalogue,
    ingressClasses,
    pools,
    snapshotClasses,
    capabilities,
    devicePlugins,
    charts,
    secretStores,
    backup,
    headroom,
    objects,
    namespaces,
    teams,
    teamPeople,
    teamWorkloads,
    batch,
    emr,
    admissionPolicies,
    principals,
    own,
    gitops,
    gitopsHub,
    gitopsClusters,
    gitopsSpoke,
    identityProviders,
    costs,
    resilience,
] as const;

/** What an environment without a cluster may be made of: a network, names, and resources of one's own. */
export const PARTS_WITHOUT_CLUSTER = [keys, network, hostedZones, certificates, own] as const;

/**
 * What an environment on a cluster may be made of that somebody else made: add-ons and charts it names, what teams get, and
 * resources of one's own. Parts that make the cluster or its nodes are not among them.
 */
export const PARTS_ON_EXISTING_CLUSTER = [
    keys,
    network,
    hostedZones,
    certificates,
    serviceDiscovery,
    existingCluster,
    addons,
    fileSystems,
    storageClasses,
    catalogue,
    ingressClasses,
    snapshotClasses,
    charts,
    secretStores,
    objects,
    namespaces,
    teams,
    teamPeople,
    teamWorkloads,
    admissionPolicies,
    principals,
    own,
    gitops,
    gitopsSpoke,
] as const;
