"""Every public name, in one line with the module that it comes from: ``__init__`` reads them."""

from .arithmetic import conv1d as conv1d
from .arithmetic import conv2d as conv2d
from .arithmetic import conv3d as conv3d
from .arithmetic import conv_matrix as conv_matrix
from .arithmetic import conv_transpose1d as conv_transpose1d
from .arithmetic import conv_transpose2d as conv_transpose2d
from .arithmetic import conv_transpose3d as conv_transpose3d
from .arithmetic import zero_insert as zero_insert
from .audio import melody as melody
from .audio import tones as tones
from .axes import output_size as output_size
from .costs import cost as cost
from .costs import counted as counted
from .exercises import check as check
from .exercises import hint as hint
from .exercises import points as points
from .exercises import progress as progress
from .exercises import review as review
from .exercises import solution as solution
from .exercises.belief_check import beliefs as beliefs
from .layer import IllegalLayer as IllegalLayer
from .layer import Layer as Layer
from .models.explained import explain as explain
from .models.search import find_layers as find_layers
from .number_format import show as show
from .phases import phase_sums as phase_sums
from .picture import Picture as Picture
from .picture import draw as draw
from .picture.animation import animate as animate
from .picture.cells import image as image
from .picture.ladder import ladder as ladder
from .picture.live import explore as explore
from .picture.motif import motif as motif
from .picture.signals import sound as sound
from .picture.spectrogram import spectrogram as spectrogram
from .recorded.elsewhere import replay as replay
from .recorded.timings import timings as timings
from .trace import Trace as Trace

__version__: str
