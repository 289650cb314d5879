// The flat numbering of behaviors (contract 6.2).
namespace Milieu.Engine;

/// <summary>Offsets of every behavior for m substrates, n types, c custom variables and s structures.</summary>
public readonly record struct BehaviorIndex(int Substrates, int Types, int Customs, int Structures = 0)
{
    public const int PhaseExits = 6;

    public int Count => Custom(Customs);

    /// <summary>1/min.</summary>
    public int Secretion(int substrate) => substrate;

    /// <summary>Density towards which the cell secretes.</summary>
    public int SecretionTarget(int substrate) => Substrates + substrate;

    /// <summary>1/min.</summary>
    public int Uptake(int substrate) => (2 * Substrates) + substrate;

    /// <summary>Amount per min.</summary>
    public int Export(int substrate) => (3 * Substrates) + substrate;

    public int ChemotacticSensitivity(int substrate) => (4 * Substrates) + substrate;

    public int Affinity(int type) => (5 * Substrates) + type;

    public int PhagocytoseLive(int type) => (5 * Substrates) + Types + type;

    public int Attack(int type) => (5 * Substrates) + (2 * Types) + type;

    public int Fuse(int type) => (5 * Substrates) + (3 * Types) + type;

    public int Transform(int type) => (5 * Substrates) + (4 * Types) + type;

    public int AsymmetricDivision(int type) => (5 * Substrates) + (5 * Types) + type;

    public int Immunogenicity(int type) => (5 * Substrates) + (6 * Types) + type;

    private int Scalars => (5 * Substrates) + (7 * Types);

    /// <summary>Exit from phase 0..5 of the cycle, 1/min; 0 is "cycle entry".</summary>
    public int PhaseExit(int phase) => Scalars + phase;

    /// <summary>Apoptosis (0), necrosis (1), 1/min.</summary>
    public int Death(int model) => Scalars + 6 + model;

    /// <summary>um/min.</summary>
    public int Speed => Scalars + 8;

    public int Bias => Scalars + 9;

    /// <summary>min.</summary>
    public int Persistence => Scalars + 10;

    public int Adhesion => Scalars + 11;

    /// <summary>Spring constant of attachments, 1/min.</summary>
    public int Elasticity => Scalars + 12;

    /// <summary>Relative maximum adhesion distance.</summary>
    public int Reach => Scalars + 13;

    public int Repulsion => Scalars + 14;

    public int MembraneAdhesion => Scalars + 15;

    public int MembraneRepulsion => Scalars + 16;

    public int PhagocytoseApoptotic => Scalars + 17;

    public int PhagocytoseNecrotic => Scalars + 18;

    public int PhagocytoseOtherDead => Scalars + 19;

    /// <summary>Above 0.5 the cell can move.</summary>
    public int Movable => Scalars + 20;

    public int AttachRate => Scalars + 21;

    public int DetachRate => Scalars + 22;

    public int MaxAttachments => Scalars + 23;

    public int AttackDamageRate => Scalars + 24;

    /// <summary>min.</summary>
    public int AttackDuration => Scalars + 25;

    public int DamageRate => Scalars + 26;

    public int RepairRate => Scalars + 27;

    /// <summary>A cell leaves the tissue for the lymph, 1/min.</summary>
    public int Leave => Scalars + 28;

    /// <summary>A vessel sends out a tip, 1/min.</summary>
    public int Sprout => Scalars + 29;

    /// <summary>Cells of a type enter the tissue beside this cell, 1/min.</summary>
    public int Extravasate(int type) => Scalars + 30 + type;

    /// <summary>A cell builds a structure in its voxel up to its target, 1/min.</summary>
    public int Deposition(int structure) => Scalars + 30 + Types + structure;

    /// <summary>The density towards which a cell deposits a structure.</summary>
    public int DepositionTarget(int structure) => Scalars + 30 + Types + Structures + structure;

    /// <summary>A cell takes down a structure in its voxel, 1/min.</summary>
    public int Degradation(int structure) => Scalars + 30 + Types + (2 * Structures) + structure;

    /// <summary>Custom variables are behaviors that are always columns.</summary>
    public int Custom(int variable) => Scalars + 30 + Types + (3 * Structures) + variable;
}
