/** Words that no random environment has, each with the reason. */
export const NOT_REACHED: Readonly<Record<string, string>> = {
    "own.*.secrets[]": "names an encrypted key, and settings drawn at random hold none",
    "fileSystems.*.storageVirtualMachines.*.adminPassword.secret":
        "names an encrypted key, and settings drawn at random hold none",
    "storageClasses.*.driver=s3": "refused wherever it stands: buckets are named in PersistentVolumes",
    ...Object.fromEntries(
        ["kind=key-pair", "keyName", "from", "from[]"].map((word) => [
            `compute.nodeRole.access.${word}`,
            "refused wherever it stands: Karpenter starts instances without a key pair",
        ]),
    ),
    ...Object.fromEntries(
        [
            ...["dynamodb-chart", "flux2", "kro", "kuberay-operator", "s3-chart", "sqs-chart"],
            ...["velero", "external-dns", "trident-operator", "volcano"],
        ].map((chart) => [
            `catalogue.${chart}.replicas`,
            "refused wherever it stands: of this chart there is one pod always",
        ]),
    ),
    "fileSystems.*.storageVirtualMachines.*.adminPassword":
        "names an encrypted key, and settings drawn at random hold none",
    ...Object.fromEntries(
        ["compute.pools.*", "teams.*.pool"].map((pool) => [
            `${pool}.nodeClass.capacityReservationSelectorTerms[].owner`,
            "legal only beside the id or the tags of the same term, which are hardly ever drawn with it",
        ]),
    ),
    "teams.*.pool.kind=auto-mode": "legal beside compute of that kind alone, of which no base has teams",
    "selfManagedNodes.*.reservation.kind=capacity-block":
        "refused wherever it stands: groups of mixed instances take none",
    "selfManagedNodes.*.userData": "joined to the kit's as a part of a MIME archive alone, and none is drawn",
    "fileSystems.*.kind=file-cache": "refused wherever it stands, with what to use instead",
    "charts.*.secretValues.*": "names an encrypted key, and settings drawn at random hold none",
    "charts.*.secretValues.*.secret": "names an encrypted key, and settings drawn at random hold none",
};

/** Maps of which no random environment has several, each with the reason. */
export const NOT_SEVERAL: Readonly<Record<string, string>> = {
    "charts.*": "two charts of anybody's drawn at random are hardly ever both legal: twelve tries made none",
    "emr.*":
        "a namespace has one virtual cluster, and two drawn at random hardly ever meet two namespaces that are there",
    "objects.*": "two sets of objects drawn at random are hardly ever both legal: twelve tries made none",
};

/** Words of one part in another's, by what their paths begin with: reached there, they are reached. */
export const SAME: readonly (readonly [here: RegExp, there: string])[] = [
    [/^teams\.\*\.pool\./, "compute.pools.*."],
    [/^teams\.\*\.namespaces\.\*\./, "namespaces.*."],
    [/^teams\.\*\.repositories\.\*\./, "registry.repositories.*."],
    [/^compute\.(host\.)?systemNodes\./, "managedNodes.*."],
];
