/** What of the catalogue must outlive what, beside the table of leaks: what would hang, be refused or be cut off otherwise. */
import {
    ADOT,
    BINDINGS,
    CERT_MANAGER,
    CLAIMS,
    CLASSES,
    FILE_SYSTEMS,
    IN_NAMESPACES,
    MOUNTING,
    NAMESPACES,
    PARAMS,
    POLICIES,
    RECORDS,
    WITH_PARAMS,
} from "./catalogue-selectors";
import type { OrderRow } from "./rows";
import { any } from "./selecting";
import * as are from "./selectors";

/** `later` goes first, and is made last. */
export const CATALOGUE_ROWS: readonly OrderRow[] = [
    {
        id: "file systems after what mounts them",
        rules: [],
        later: any("drivers and claims", MOUNTING, CLAIMS),
        earlier: FILE_SYSTEMS,
        why: "deleting a mount target forcibly breaks the mounts: whatever has one lets go of it first",
        source: "EFS User Guide, mount-target-delete and delete-efs-fs",
    },
    {
        id: "claims before their classes",
        rules: [],
        later: CLAIMS,
        earlier: CLASSES,
        why: "a claim whose class is not there stays Pending, and nobody waits for it to be made",
        source: "Kubernetes documentation, persistent-volumes, Class",
    },
    {
        id: "bindings before their policies",
        rules: [],
        later: BINDINGS,
        earlier: POLICIES,
        own: true,
        why: "a policy holds while something binds it: a binding comes to one that is whole, and goes before it",
        source: "Kubernetes documentation, validating-admission-policy",
    },
    {
        id: "bindings before the values they read",
        rules: [],
        later: WITH_PARAMS,
        earlier: PARAMS,
        own: true,
        why: "a binding whose values are gone refuses every request it looks at: parameterNotFoundAction is Deny",
        source: "Kubernetes API reference, ParamRef, parameterNotFoundAction",
    },
    {
        id: "bindings before everything they judge",
        rules: [],
        later: BINDINGS,
        earlier: any("what runs in the cluster", are.RELEASES, are.CORE_ADDONS, NAMESPACES, CLAIMS),
        why: "last to come and first to go, they hold up nothing of the kit's own",
        source: "Kubernetes documentation, validating-admission-policy, failurePolicy",
    },
    {
        id: "what is in a namespace before it",
        rules: [],
        later: IN_NAMESPACES,
        earlier: NAMESPACES,
        inNamespace: true,
        why: "a namespace takes along what is in it, behind whoever should; before it nothing can be made there",
        source: "Kubernetes documentation, namespaces; namespaced_resources_deleter.go",
    },
    {
        id: "ADOT before cert-manager",
        rules: [],
        later: ADOT,
        earlier: CERT_MANAGER,
        why: "certificates of its webhook are cert-manager's: without them its pods never start",
        source: "EKS User Guide, opentelemetry, ADOT prerequisites",
    },
    {
        id: "ExternalDNS before its zones",
        rules: [],
        later: RECORDS,
        earlier: are.HOSTED_ZONES,
        why: "it takes its records back until it goes, and Route 53 keeps a zone that has any",
        source: "Route 53 API Reference, DeleteHostedZone, HostedZoneNotEmpty",
    },
];
