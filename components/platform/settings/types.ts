/** What the settings are once checked, and what came of reading them. */
import type { ApiAccess } from "../../cluster/api-access";
import type { ExistingClusterSettings } from "../../cluster/existing-cluster-schema";
import type { LatticeSettings } from "../../lattice/lattice-schema";
import type { HostedZonesSettings } from "../../names/hosted-zones-schema";
import type { DnsSettings } from "../../network/dns-schema";
import type { EgressInterfaces } from "../../network/egress-spec";
import type { ExistingVpcSettings } from "../../network/existing-vpc-schema";
import type { EdgeZones, Slot, ZoneSlots } from "../../network/slots";
import type { Organisation } from "../../shared/organisation";
import type { Problem } from "../../shared/problems";

/** Every setting of an environment, defaults filled in. Described key by key in settings-reference.ts. */
export interface Settings {
    readonly environment: string;
    readonly region: string;
    readonly account: string;
    readonly clusterName: string;
    readonly zones: ZoneSlots;
    readonly edgeZones?: EdgeZones;
    readonly controlPlaneZones: readonly Slot[];
    readonly vpcCidr: string;
    readonly serviceCidr?: string;
    readonly podCidr?: string;
    readonly existingVpc?: ExistingVpcSettings;
    readonly connectedNetworks?: readonly string[];
    readonly transitGatewayId?: string;
    readonly egressInterfaces?: EgressInterfaces;
    readonly flowLogsBucket?: string;
    readonly dns?: DnsSettings;
    readonly lattice?: LatticeSettings;
    readonly hostedZones?: HostedZonesSettings;
    readonly kubernetesVersion: string;
    readonly admins: readonly string[];
    readonly deployRoleArn: string;
    readonly assumeRoleArn?: string;
    readonly apiAccess: ApiAccess;
    readonly existingCluster?: ExistingClusterSettings;
    readonly tags: Readonly<Record<string, string>>;
    readonly organisation?: Organisation;
    readonly chartRegistry: string;
    readonly imageRegistry: string;
    readonly inCluster: boolean;
    readonly protection: boolean;
}

/** Keys of the project's own in the settings file, by name: the program never looks at their values. */
export interface SecretNames {
    /** The namespace they are in. */
    readonly project: string;
    readonly encrypted: readonly string[];
    /** In plain text: no secrets. */
    readonly plain: readonly string[];
}

/** What came of reading the settings. */
export interface SettingsReading {
    /** Where the settings stand: `Pulumi.<stack>.yaml`. */
    readonly file: string;
    /** Present when there is no problem. */
    readonly settings?: Settings;
    /** The settings that passed the schema, so that a planner can check them although others failed. */
    readonly valid: Partial<Settings>;
    readonly problems: readonly Problem[];
    readonly secrets: SecretNames;
    /** Settings that still hold a documentation value, such as `account`. Not among the problems. */
    readonly placeholders: readonly string[];
}
