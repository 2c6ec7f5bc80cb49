/** Every control of the kit. A fork's own stand in `policies/`: own.ts. */
import type { Control } from "./control";
import { ADMISSION } from "./controls/admission";
import { BUCKETS } from "./controls/buckets";
import { CONTROL_PLANE } from "./controls/control-plane";
import { FILE_SYSTEMS } from "./controls/file-systems";
import { GITOPS } from "./controls/gitops";
import { KARPENTER_AND_ADDONS } from "./controls/karpenter";
import { KEYS_AND_LOGS } from "./controls/keys-and-logs";
import { NAMESPACES } from "./controls/namespaces";
import { NODE_GROUPS } from "./controls/node-groups";
import { NODES } from "./controls/nodes";
import { OUTSIDE } from "./controls/outside";
import { PEOPLE } from "./controls/people";
import { PODS } from "./controls/pods";
import { QUEUE } from "./controls/queue";
import { REGISTRY } from "./controls/registry";
import { ROLES } from "./controls/roles";
import { RUN_TIME } from "./controls/run-time";
import { SECURITY_GROUPS } from "./controls/security-groups";
import { TAGS } from "./controls/tags";
import { TEAMS } from "./controls/teams";
import { VERSIONS_AND_ORDER } from "./controls/versions";
import { WATCHED } from "./controls/watched";
import { WAYS } from "./controls/ways";
import { ZONES } from "./controls/zones";

/** By id: security controls (C) before reliability rules (R). */
export const CATALOGUE: readonly Control[] = [
    ...CONTROL_PLANE,
    ...NODES,
    ...ROLES,
    ...PEOPLE,
    ...KEYS_AND_LOGS,
    ...TAGS,
    ...SECURITY_GROUPS,
    ...WAYS,
    ...QUEUE,
    ...NAMESPACES,
    ...TEAMS,
    ...PODS,
    ...BUCKETS,
    ...REGISTRY,
    ...FILE_SYSTEMS,
    ...WATCHED,
    ...ADMISSION,
    ...RUN_TIME,
    ...OUTSIDE,
    ...GITOPS,
    ...ZONES,
    ...NODE_GROUPS,
    ...VERSIONS_AND_ORDER,
    ...KARPENTER_AND_ADDONS,
].sort((one, other) => rank(one.id) - rank(other.id));

function rank(id: string): number {
    return (id.startsWith("C") ? 0 : 1000) + Number(id.slice(1));
}
