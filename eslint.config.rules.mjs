/** One rule of this repository: names of the SDKs that a place must not use, however they were imported. */

/** `@pulumi/aws/ec2` and `ec2.getVpc` make "@pulumi/aws/ec2.getVpc"; undefined when only a type is meant. */
function nameOf(module, definition, reference) {
    if (definition.parent.importKind === "type" || definition.node.importKind === "type") return undefined;
    if (reference.isValueReference === false) return undefined;
    const parts = definition.node.type === "ImportSpecifier" ? [definition.node.imported.name] : [];
    let node = reference.identifier;
    while (node.parent.type === "MemberExpression" && node.parent.object === node && !node.parent.computed) {
        node = node.parent;
        parts.push(node.property.name);
    }
    return [module, ...parts].join(".");
}

const noSdkNames = {
    meta: { type: "problem", schema: [{ type: "array" }], messages: { found: "{{name}}: {{message}}" } },
    create(context) {
        const [entries] = context.options;
        function checkReference(module, definition, reference) {
            const name = nameOf(module, definition, reference);
            if (name === undefined) return;
            const entry = entries.find(({ pattern }) => new RegExp(pattern, "u").test(name));
            if (entry === undefined) return;
            const data = { name, message: entry.message };
            context.report({ node: reference.identifier, messageId: "found", data });
        }
        function checkImport(node) {
            for (const variable of context.sourceCode.getDeclaredVariables(node))
                for (const definition of variable.defs)
                    for (const reference of variable.references)
                        checkReference(node.source.value, definition, reference);
        }
        return { ImportDeclaration: checkImport };
    },
};

export default { rules: { "no-sdk-names": noSdkNames } };
