/** aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine */
import {
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `svm-0${ctx.hex("id", 16)}`;

export const ontapStorageVirtualMachine: ResourceFacts = {
    type: "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine",
    id: idOf,
    outputs: (ctx) => {
        const fileSystem = textOf(ctx.inputs["fileSystemId"]);
        const endpoint = (kind: string) => [
            {
                dnsName: `${kind}.${idOf(ctx)}.${fileSystem}.fsx.${ctx.region}.${ctx.dnsSuffix}`,
                ipAddresses: ["10.0.0.14"],
            },
        ];
        return {
            ...regional(ctx),
            arn: regionalArn(ctx, "fsx", `storage-virtual-machine/${fileSystem}/${idOf(ctx)}`),
            endpoints: [
                {
                    iscsis: endpoint("iscsi"),
                    managements: endpoint("management"),
                    nfs: endpoint("nfs"),
                    smbs: endpoint("smb"),
                },
            ],
            subtype: "DEFAULT",
            uuid: uuid(ctx, "uuid"),
            ...defaults(ctx, { fileSystemId: "", name: ctx.name }),
        };
    },
    outputsEvidence: typings("fsx/ontapStorageVirtualMachine"),
    unknownAtPreview: {
        value: ["arn", "endpoints", "subtype", "uuid"],
        ...typings("fsx/ontapStorageVirtualMachine"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        // Not fileSystemId: the provider's schema lets it change, and its update sends nothing of it.
        replaces(
            ["name", "rootVolumeSecurityStyle"],
            provider("fsx/ontap_storage_virtual_machine", "ResourceOntapStorageVirtualMachine schema"),
        ),
    ],
    physicalName: {
        value: { kind: "given", property: "name" },
        ...typings("fsx/ontapStorageVirtualMachine"),
    },
    refusals: [
        {
            during: "delete",
            when: "it still has volumes besides its root",
            error: "BadRequest",
            ...unverified("rule in the FSx for ONTAP User Guide, delete-svm; the text was not seen"),
        },
    ],
};
