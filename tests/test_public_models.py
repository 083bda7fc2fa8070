"""explain on public models with random weights; torch's dispatcher is the judge.

Slow, and each test is skipped by name where its package is missing:
``pip install monai transformers …`` and ``pytest --long tests/test_public_models.py``.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from torch.nn import functional  # noqa: E402
from torch.utils._python_dispatch import TorchDispatchMode  # noqa: E402

from course import explain  # noqa: E402

# The packages' own.
pytestmark = pytest.mark.filterwarnings("ignore")


@dataclass(frozen=True)
class Case:
    """A model, and inputs that it runs on; several where one is a tuple or a dict."""

    package: str
    make: Callable[[Any], Any]
    inputs: Callable[[], Any]
    method: str | None = None


def submodule(path: str) -> Any:
    return pytest.importorskip(path, exc_type=Exception)


def ones(*shape: int) -> Callable[[], Any]:
    return lambda: torch.ones(shape)


def ids(*shape: int) -> Callable[[], Any]:
    return lambda: torch.ones(shape, dtype=torch.long)


def hf(model: str, config: str, /, **settings: Any) -> Callable[[Any], Any]:
    return lambda t: getattr(t, model)(getattr(t, config)(**settings))


MODELS = {
    "monai UNet 2-D": Case(
        "monai.networks.nets",
        lambda m: m.UNet(2, 1, 2, (8, 16, 32, 64), (2, 2, 2), num_res_units=1),
        ones(1, 1, 32, 32),
    ),
    "monai UNet 3-D": Case(
        "monai.networks.nets",
        lambda m: m.UNet(3, 1, 2, (4, 8, 16), (2, 2), num_res_units=1),
        ones(1, 1, 16, 16, 16),
    ),
    "monai DynUNet 3-D": Case(
        "monai.networks.nets",
        lambda m: m.DynUNet(3, 1, 2, [3, 3, 3], [1, 2, 2], [2, 2], filters=[4, 8, 16]),
        ones(1, 1, 16, 16, 16),
    ),
    "monai BasicUNet 3-D": Case(
        "monai.networks.nets",
        lambda m: m.BasicUNet(3, 1, 2, features=(4, 4, 8, 8, 16, 4)),
        ones(1, 1, 32, 32, 32),
    ),
    "monai VNet 3-D": Case(
        "monai.networks.nets", lambda m: m.VNet(3, 1, 2), ones(1, 1, 16, 16, 16)
    ),
    "monai AttentionUnet": Case(
        "monai.networks.nets",
        lambda m: m.AttentionUnet(2, 1, 2, (4, 8, 16), (2, 2)),
        ones(1, 1, 32, 32),
    ),
    "monai UNETR 3-D": Case(
        "monai.networks.nets",
        lambda m: m.UNETR(1, 2, (16, 16, 16), 4, 48, 64, 4),
        ones(1, 1, 16, 16, 16),
    ),
    "monai SwinUNETR 3-D": Case(
        "monai.networks.nets",
        lambda m: m.SwinUNETR(1, 2, feature_size=12, spatial_dims=3),
        ones(1, 1, 64, 64, 64),
    ),
    "nnU-Net PlainConvUNet 2-D": Case(
        "dynamic_network_architectures.architectures.unet",
        lambda m: m.PlainConvUNet(
            1, 4, [4, 8, 16, 16], torch.nn.Conv2d, 3, [1, 2, 2, 2], 1, 2, 1, nonlin=torch.nn.ReLU
        ),
        ones(1, 1, 32, 32),
    ),
    "nnU-Net ResidualEncoderUNet 3-D": Case(
        "dynamic_network_architectures.architectures.unet",
        lambda m: m.ResidualEncoderUNet(
            1, 3, [4, 8, 16], torch.nn.Conv3d, 3, [1, 2, 2], 1, 2, 1, nonlin=torch.nn.ReLU
        ),
        ones(1, 1, 16, 16, 16),
    ),
    "torchvision Mask R-CNN": Case(
        "torchvision.models.detection",
        lambda m: m.maskrcnn_resnet50_fpn(weights=None, weights_backbone=None),
        lambda: [torch.rand(3, 64, 64)],
    ),
    "torchaudio ConvTasNet": Case(
        "torchaudio.models",
        lambda m: m.ConvTasNet(enc_num_feats=16, msk_num_feats=8, msk_num_hidden_feats=8),
        ones(1, 1, 800),
    ),
    "torchaudio HDemucs": Case(
        "torchaudio.models", lambda m: m.HDemucs(["a"], channels=8, depth=6), ones(1, 2, 8192)
    ),
    "demucs Demucs": Case(
        "demucs.demucs", lambda m: m.Demucs(["a"], channels=8, depth=4), ones(1, 2, 4096)
    ),
    "demucs HTDemucs": Case(
        "demucs.htdemucs",
        lambda m: m.HTDemucs(["a"], channels=8, depth=4, t_layers=1, segment=1),
        ones(1, 2, 44100),
    ),
    "smp Linknet": Case(
        "segmentation_models_pytorch",
        lambda m: m.Linknet("resnet18", encoder_weights=None),
        ones(1, 3, 64, 64),
    ),
    "smp DPT": Case(
        "segmentation_models_pytorch",
        lambda m: m.DPT("tu-vit_tiny_patch16_224", encoder_weights=None),
        ones(1, 3, 224, 224),
    ),
    "encodec 24 kHz": Case(
        "encodec.model", lambda m: m.EncodecModel.encodec_model_24khz(False), ones(1, 1, 3200)
    ),
    "dac DAC": Case("dac.model", lambda m: m.DAC(encoder_dim=8, decoder_dim=64), ones(1, 1, 5120)),
    "speechbrain HiFi-GAN": Case(
        "speechbrain.lobes.models.HifiGAN",
        lambda m: m.HifiganGenerator(
            80, 1, "1", [[1, 3, 5]] * 3, [3, 7, 11], [16, 16, 4, 4], 32, [8, 8, 2, 2]
        ),
        ones(1, 80, 16),
    ),
    "compressai factorized": Case(
        "compressai.models", lambda m: m.FactorizedPrior(8, 12), ones(1, 3, 64, 64)
    ),
    "compressai hyperprior": Case(
        "compressai.models", lambda m: m.ScaleHyperprior(8, 12), ones(1, 3, 64, 64)
    ),
    "torchgan DCGAN": Case(
        "torchgan.models", lambda m: m.DCGANGenerator(10, 32, step_channels=8), ones(2, 10)
    ),
    "asteroid ConvTasNet": Case(
        "asteroid.models",
        lambda m: m.ConvTasNet(2, n_filters=16, n_blocks=1, n_repeats=1, hid_chan=8, bn_chan=8),
        ones(1, 1, 800),
    ),
    "asteroid DCUNet": Case(
        "asteroid.models", lambda m: m.DCUNet("DCUNet-10", fix_length_mode="pad"), ones(1, 16000)
    ),
    "diffusers UNet1D": Case(
        "diffusers",
        lambda m: m.UNet1DModel(
            sample_size=64,
            block_out_channels=(32, 64),
            down_block_types=("DownBlock1DNoSkip", "DownBlock1D"),
            up_block_types=("UpBlock1D", "UpBlock1DNoSkip"),
            extra_in_channels=64,
        ),
        lambda: (torch.ones(1, 2, 64), torch.tensor([1])),
    ),
    "diffusers Oobleck": Case(
        "diffusers",
        lambda m: m.AutoencoderOobleck(
            encoder_hidden_size=8,
            downsampling_ratios=[2, 4, 5],
            channel_multiples=[1, 2, 4],
            decoder_channels=8,
            decoder_input_channels=4,
        ),
        ones(1, 2, 400),
    ),
    "transformers VITS": Case(
        "transformers",
        hf(
            "VitsModel",
            "VitsConfig",
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            ffn_dim=32,
            flow_size=32,
            spectrogram_bins=17,
            upsample_initial_channel=64,
            duration_predictor_flow_bins=4,
        ),
        lambda: {"input_ids": torch.ones(1, 6, dtype=torch.long)},
    ),
    "transformers SpeechT5 HiFi-GAN": Case(
        "transformers",
        hf("SpeechT5HifiGan", "SpeechT5HifiGanConfig", upsample_initial_channel=64),
        ones(1, 20, 80),
    ),
    "transformers UnivNet": Case(
        "transformers",
        hf("UnivNetModel", "UnivNetConfig", model_hidden_channels=8),
        lambda: {"input_features": torch.ones(1, 20, 100)},
    ),
    "transformers EnCodec": Case(
        "transformers", hf("EncodecModel", "EncodecConfig", num_filters=4), ones(1, 1, 3200)
    ),
    "transformers DAC": Case(
        "transformers",
        hf("DacModel", "DacConfig", encoder_hidden_size=8, decoder_hidden_size=64),
        ones(1, 1, 5120),
    ),
    "transformers Mimi": Case(
        "transformers",
        hf(
            "MimiModel",
            "MimiConfig",
            num_filters=8,
            hidden_size=64,
            num_hidden_layers=1,
            intermediate_size=64,
            num_attention_heads=2,
            num_key_value_heads=2,
            head_dim=32,
            codebook_dim=16,
            vector_quantization_hidden_dimension=16,
            upsample_groups=64,
        ),
        ones(1, 1, 3840),
    ),
    "transformers SAM": Case(
        "transformers",
        lambda t: t.SamModel(
            t.SamConfig(
                vision_config={
                    "hidden_size": 32,
                    "num_hidden_layers": 1,
                    "num_attention_heads": 2,
                    "image_size": 64,
                    "output_channels": 32,
                    "window_size": 4,
                    "num_pos_feats": 16,
                    "global_attn_indexes": [0],
                },
                prompt_encoder_config={
                    "hidden_size": 32,
                    "image_size": 64,
                    "image_embedding_size": 4,
                },
                mask_decoder_config={"hidden_size": 32},
            )
        ),
        lambda: {"pixel_values": torch.ones(1, 3, 64, 64), "input_points": torch.ones(1, 1, 1, 2)},
    ),
    "transformers DPT": Case(
        "transformers",
        hf(
            "DPTForDepthEstimation",
            "DPTConfig",
            hidden_size=32,
            num_hidden_layers=4,
            num_attention_heads=2,
            intermediate_size=32,
            image_size=64,
            is_hybrid=False,
            backbone_out_indices=[0, 1, 2, 3],
            neck_hidden_sizes=[8, 16, 32, 32],
            fusion_hidden_size=16,
        ),
        ones(1, 3, 64, 64),
    ),
    "transformers ViTPose": Case(
        "transformers",
        lambda t: t.VitPoseForPoseEstimation(
            t.VitPoseConfig(
                backbone_config=t.VitPoseBackboneConfig(
                    image_size=[64, 48], hidden_size=32, num_hidden_layers=1, num_attention_heads=2
                ),
                use_simple_decoder=False,
            )
        ),
        ones(1, 3, 64, 48),
    ),
    "transformers Depth Anything": Case(
        "transformers",
        lambda t: t.DepthAnythingForDepthEstimation(
            t.DepthAnythingConfig(
                backbone_config=t.Dinov2Config(
                    hidden_size=32,
                    num_hidden_layers=4,
                    num_attention_heads=2,
                    image_size=56,
                    out_indices=[1, 2, 3, 4],
                    apply_layernorm=False,
                    reshape_hidden_states=False,
                ),
                reassemble_hidden_size=32,
                neck_hidden_sizes=[8, 16, 32, 32],
                fusion_hidden_size=16,
            )
        ),
        ones(1, 3, 56, 56),
    ),
    "transformers ZoeDepth": Case(
        "transformers",
        lambda t: t.ZoeDepthForDepthEstimation(
            t.ZoeDepthConfig(
                backbone_config=t.BeitConfig(
                    hidden_size=32,
                    num_hidden_layers=4,
                    num_attention_heads=2,
                    image_size=64,
                    out_indices=[1, 2, 3, 4],
                    reshape_hidden_states=False,
                    use_relative_position_bias=True,
                ),
                backbone_hidden_size=32,
                neck_hidden_sizes=[8, 16, 32, 32],
                fusion_hidden_size=16,
                bottleneck_features=16,
                num_relative_features=8,
            )
        ),
        ones(1, 3, 64, 64),
    ),
    "transformers FastSpeech2 HiFi-GAN": Case(
        "transformers",
        hf(
            "FastSpeech2ConformerHifiGan",
            "FastSpeech2ConformerHifiGanConfig",
            upsample_initial_channel=64,
        ),
        ones(1, 20, 80),
    ),
    "transformers Qwen2.5-Omni BigVGAN": Case(
        "transformers.models.qwen2_5_omni.modeling_qwen2_5_omni",
        lambda m: m.Qwen2_5OmniToken2WavBigVGANModel(
            m.Qwen2_5OmniBigVGANConfig(mel_dim=8, upsample_initial_channel=128)
        ),
        ones(1, 8, 6),
    ),
    "torchvision Keypoint R-CNN": Case(
        "torchvision.models.detection",
        lambda m: m.keypointrcnn_resnet50_fpn(weights=None, weights_backbone=None, num_classes=91),
        lambda: [torch.rand(3, 64, 64)],
    ),
    "pythae VAE": Case(
        "pythae.models.nn.benchmarks.celeba",
        lambda m: m.Decoder_ResNet_AE_CELEBA(
            __import__("pythae.models", fromlist=["AEConfig"]).AEConfig(
                input_dim=(3, 64, 64), latent_dim=8
            )
        ),
        ones(1, 8),
    ),
}


class Transposed(TorchDispatchMode):
    """Notes what torch's own convolution is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[tuple[int, ...], tuple[int, ...]]] = []

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        if func is torch.ops.aten.convolution.default and args[6]:
            axes = len(args[3])
            self.seen.append((tuple(args[0].shape[-axes:]), tuple(made.shape[-axes:])))
        return made


def run(model: Any, inputs: Any) -> Any:
    if isinstance(inputs, dict):
        return model(**inputs)
    return model(*inputs) if isinstance(inputs, tuple) else model(inputs)


@pytest.mark.long(sample=0)
@pytest.mark.parametrize("name", MODELS)
def test_every_call_and_size_is_torch_s(name: str) -> None:
    case = MODELS[name]
    package = submodule(case.package)
    torch.manual_seed(0)
    model = case.make(package).eval()
    inputs = case.inputs()
    torch.manual_seed(1)
    with torch.no_grad(), Transposed() as judge:
        run(model, inputs)
    torch.manual_seed(1)
    told = explain(model, inputs)
    assert told.misfit is None
    assert judge.seen
    assert [(layer.sizes, layer.made) for layer in told.layers] == judge.seen


# Sizes along each axis that their decoders do not come back to.
ODD = {
    "monai UNet 2-D": 35,
    "monai DynUNet 3-D": 19,
    "monai VNet 3-D": 19,
    "monai AttentionUnet": 35,
    "nnU-Net PlainConvUNet 2-D": 35,
}


@pytest.mark.long(sample=0)
@pytest.mark.parametrize("name", ODD)
def test_every_mend_runs(name: str) -> None:
    """The input padded; all layers' outputs cut or padded; and each change of a layer alone."""
    case = MODELS[name]
    model = case.make(submodule(case.package)).eval()
    shape = case.inputs().shape
    axes = len(shape) - 2
    x = torch.ones(*shape[:2], *[ODD[name]] * axes)
    with torch.no_grad(), pytest.raises(RuntimeError):
        run(model, x)
    misfits = explain(model, x).misfits
    kinds = set()
    for mend in misfits[0].mends:
        if mend.kind == "input":
            code = mend.action.partition(", here ")[2]
            with torch.no_grad():
                run(model, eval(code, {"F": functional, "x": x}))
            kinds.add("input")
        elif mend.axes:
            changed = changed_by(copy.deepcopy(model), misfits[0].layer, mend.axes)
            left = explain(changed, x).misfits
            assert len(left) < len(misfits)
            kinds.add("change")
    # What a layer makes may be joined more than once.
    crops = {
        misfit.layer: mend.action
        for misfit in misfits
        for mend in misfit.mends
        if mend.kind == "crop"
    }
    for name, code in crops.items():
        model.get_submodule(name).register_forward_hook(
            lambda _module, _args, y, code=code: eval(code, {"F": functional, "y": y})
        )
    with torch.no_grad():
        run(model, x)
    assert kinds == {"input", "change"}


def changed_by(model: Any, name: str, axes: Any) -> Any:
    layer = model.get_submodule(name)
    for parameter in ("stride", "padding", "output_padding", "dilation", "kernel_size"):
        setattr(layer, parameter, tuple(getattr(axis, parameter) for axis in axes))
    channels = layer.weight.shape[:2]
    layer.weight = torch.nn.Parameter(torch.ones(*channels, *layer.kernel_size))
    return model
